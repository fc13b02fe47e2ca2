"use server";

import { revalidatePath } from "next/cache";
import { action } from "../auth/action";
import { changeRole, inviteMember, removeMember, restoreMember, withdrawInvitation } from "./commands";
import { invitationId, inviteInput, membershipId, roleInput } from "./schema";

const refresh = () => revalidatePath("/settings");

export const inviteMemberAction = action({
  input: inviteInput,
  run: async (actor, input) => {
    const result = await inviteMember(actor, input, new Date());
    refresh();
    return { ...result, email: input.email };
  },
});

export const withdrawInvitationAction = action({
  input: invitationId,
  run: async (actor, { id }) => {
    await withdrawInvitation(actor, id, new Date());
    refresh();
  },
});

export const changeRoleAction = action({
  input: roleInput,
  run: async (actor, input) => {
    await changeRole(actor, input);
    refresh();
  },
});

export const removeMemberAction = action({
  input: membershipId,
  run: async (actor, input) => {
    await removeMember(actor, input.membershipId, new Date());
    refresh();
  },
});

export const restoreMemberAction = action({
  input: membershipId,
  run: async (actor, input) => {
    await restoreMember(actor, input.membershipId);
    refresh();
  },
});
