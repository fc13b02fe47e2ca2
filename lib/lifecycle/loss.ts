// Why customers leave, countable: a reason from the list, and what was said after a colon.

/** In the order they are offered, each with the words that are stored. */
export const LEAVE_REASONS = {
  poor_experience: "Poor experience",
  price: "Price",
  rival: "Chose a rival",
  need: "No need any more",
  moved: "Moved away",
  silence: "No order",
  other: "Other",
} as const;
export type LeaveReason = keyof typeof LEAVE_REASONS;
export const LEAVE_KEYS = Object.keys(LEAVE_REASONS) as LeaveReason[];

/** Said by nobody: the customer only stopped. These do not enter the share of a reason. */
export const UNSAID: ReadonlySet<LeaveReason> = new Set(["silence"]);

const ALSO: Partial<Record<LeaveReason, readonly string[]>> = {
  poor_experience: ["bad experience", "unhappy", "complaint"],
  price: ["too expensive"],
  rival: ["competitor", "rival"],
  need: ["no need", "not needed"],
  silence: ["", "silence", "went silent", "import"],
};

/** All that a stored text may begin with to count for a reason, in small letters. */
export const leaveWordsOf = (reason: LeaveReason): string[] => [
  LEAVE_REASONS[reason].toLowerCase(),
  ...(ALSO[reason] ?? []),
];

/** The reason that a stored text begins with; other words count as "other". */
export function leaveReasonOf(text: string): LeaveReason {
  const head = (text.split(":")[0] ?? "").trim().toLowerCase();
  if (head.startsWith("no order")) return "silence";
  return LEAVE_KEYS.find((key) => leaveWordsOf(key).includes(head)) ?? "other";
}
