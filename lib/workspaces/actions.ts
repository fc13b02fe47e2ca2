"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { action } from "../auth/action";
import { currentSession, WORKSPACE_COOKIE } from "../auth/doors";
import { createWorkspace, updateReach, updateWorkspace } from "./commands";
import { newWorkspaceInput, reachInput, switchInput, workspaceInput } from "./schema";

async function remember(workspaceId: string): Promise<void> {
  (await cookies()).set(WORKSPACE_COOKIE, workspaceId, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: 31_536_000,
  });
}

export const updateWorkspaceAction = action({
  input: workspaceInput,
  run: async (actor, input) => {
    await updateWorkspace(actor, input);
    revalidatePath("/", "layout");
  },
});

export const updateReachAction = action({
  input: reachInput,
  run: async (actor, input) => {
    await updateReach(actor, input);
    revalidatePath("/", "layout");
  },
});

export const createWorkspaceAction = action({
  input: newWorkspaceInput,
  run: async (actor, input) => {
    await remember(await createWorkspace(actor, input));
    revalidatePath("/", "layout");
  },
});

/** Turns to another of the person's workspaces; any other id changes nothing. */
export async function switchWorkspaceAction(workspaceId: string): Promise<void> {
  const parsed = switchInput.safeParse({ workspaceId });
  const session = await currentSession();
  if (!parsed.success || !session?.workspaces.some(({ id }) => id === workspaceId)) return;
  await remember(workspaceId);
  revalidatePath("/", "layout");
}
