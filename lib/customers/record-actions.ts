"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { addContact } from "./commands";
import { setContactArchived, updateContact } from "./commands/contacts";
import { setFact } from "./commands/facts";
import { addNote, setNoteArchived, setNoteMet, updateNote } from "./commands/notes";
import { contactChange, contactForm, contactState, factChange, newNote, noteChange, noteState } from "./record-schema";

export const setFactAction = action({
  input: factChange,
  run: async (actor, input) => {
    const saved = await setFact(actor, input);
    refresh();
    return saved;
  },
});

export const addNoteAction = action({
  input: newNote,
  run: async (actor, input) => {
    const added = await addNote(actor, input);
    refresh();
    return added;
  },
});

export const updateNoteAction = action({
  input: noteChange,
  run: async (actor, input) => {
    await updateNote(actor, input);
    refresh();
  },
});

export const setNoteMetAction = action({
  input: noteState,
  run: async (actor, input) => {
    await setNoteMet(actor, input);
    refresh();
  },
});

export const setNoteArchivedAction = action({
  input: noteState,
  run: async (actor, input) => {
    await setNoteArchived(actor, input);
    refresh();
  },
});

export const addPersonAction = action({
  input: contactForm,
  run: async (actor, input) => {
    const added = await addContact(actor, input);
    refresh();
    return added;
  },
});

export const updateContactAction = action({
  input: contactChange,
  run: async (actor, input) => {
    await updateContact(actor, input);
    refresh();
  },
});

export const setContactArchivedAction = action({
  input: contactState,
  run: async (actor, input) => {
    await setContactArchived(actor, input);
    refresh();
  },
});
