"use client";

import { useEffect } from "react";
import { keepLastList } from "./last-list";

/** Keeps the list that is shown, so that a record opened from it knows the next one. */
export function RememberList({ search }: { search: string }) {
  useEffect(() => keepLastList(search), [search]);
  return null;
}
