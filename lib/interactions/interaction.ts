export type NextStep = {
  /** Of the interaction that promised it. */
  id: string;
  text: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  ownerName: string | null;
};

export type TouchpointChoice = { id: string; name: string };
