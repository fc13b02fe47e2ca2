"use client";

import { useEffect, useState } from "react";

export type Person = { id: string; name: string; role: string };
type People = { me: string | null; people: Person[] };

/** Who works here; null until it is known, and while there is no network. @param wanted asked for only then */
export function usePeople(wanted: boolean): People | null {
  const [found, setFound] = useState<People | null>(null);
  useEffect(() => {
    if (!wanted || found) return;
    let stale = false;
    fetch("/api/people")
      .then((answer) => (answer.ok ? (answer.json() as Promise<People>) : null))
      .then(
        (people) => {
          if (!stale && people) setFound(people);
        },
        () => {},
      );
    return () => {
      stale = true;
    };
  }, [wanted, found]);
  return found;
}
