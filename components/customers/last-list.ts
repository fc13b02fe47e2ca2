// The list that a customer was opened from: kept for this window, so that the record can lead to the next one.

const KEY = "waymark-customers-list";

/** The list's address after its question mark; null when no list was seen in this window. */
export function lastList(): string | null {
  try {
    return window.sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function keepLastList(search: string): void {
  try {
    window.sessionStorage.setItem(KEY, search);
  } catch {
    // Without storage the record simply has no neighbours.
  }
}
