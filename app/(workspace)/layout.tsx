import {
  ClipboardList,
  FlaskConical,
  Handshake,
  House,
  LifeBuoy,
  Lightbulb,
  MapPin,
  MessageSquarePlus,
  MessagesSquare,
  Network,
  Quote,
  Route,
  Shapes,
  SquareCheck,
  Upload,
  UserPlus,
  UsersRound,
} from "lucide-react";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LOG_EVENT } from "@/components/interactions/log-event";
import { LogHost } from "@/components/interactions/log-host";
import type { CommandItem } from "@/components/layout/command-palette";
import { sidebarCookie } from "@/components/layout/cookies";
import { type NavItem, Shell } from "@/components/layout/shell";
import { TASK_EVENT } from "@/components/tasks/task-event";
import { TaskHost } from "@/components/tasks/task-host";
import { requireSession } from "@/lib/auth/doors";
import { may, type Permission } from "@/lib/auth/permissions";
import { signOutAction } from "@/lib/auth/public-actions";
import { countOpenCases } from "@/lib/cases/queries";
import { listChannels } from "@/lib/catalogue/queries";
import { listTouchpointChoices } from "@/lib/interactions/queries";
import { countUnread } from "@/lib/notifications/queries";
import { dayIn } from "@/lib/period";
import { searchAction } from "@/lib/search/actions";
import { countMyTasks } from "@/lib/tasks/queries";
import { switchWorkspaceAction } from "@/lib/workspaces/actions";

const PAGES: { key: string; href: string; icon: ReactNode; needs: Permission; shortcut?: string }[] = [
  { key: "home", href: "/", icon: <House aria-hidden />, needs: "workspace.read" },
  { key: "tasks", href: "/tasks", icon: <SquareCheck aria-hidden />, needs: "tasks.read", shortcut: "k" },
  { key: "customers", href: "/customers", icon: <UsersRound aria-hidden />, needs: "customers.read" },
  { key: "deals", href: "/deals", icon: <Handshake aria-hidden />, needs: "deals.read" },
  { key: "team", href: "/team", icon: <Network aria-hidden />, needs: "members.read", shortcut: "e" },
  { key: "segments", href: "/segments", icon: <Shapes aria-hidden />, needs: "segments.read" },
  { key: "journeys", href: "/journeys", icon: <Route aria-hidden />, needs: "journeys.read" },
  { key: "touchpoints", href: "/touchpoints", icon: <MapPin aria-hidden />, needs: "catalogue.read", shortcut: "p" },
  { key: "quotes", href: "/quotes", icon: <Quote aria-hidden />, needs: "quotes.read", shortcut: "q" },
  { key: "surveys", href: "/surveys", icon: <ClipboardList aria-hidden />, needs: "surveys.read" },
  { key: "responses", href: "/responses", icon: <MessagesSquare aria-hidden />, needs: "responses.read" },
  { key: "cases", href: "/cases", icon: <LifeBuoy aria-hidden />, needs: "cases.read" },
  { key: "insights", href: "/insights", icon: <Lightbulb aria-hidden />, needs: "insights.read" },
  { key: "improvements", href: "/improvements", icon: <FlaskConical aria-hidden />, needs: "improvements.read" },
  { key: "imports", href: "/imports", icon: <Upload aria-hidden />, needs: "imports.read", shortcut: "y" },
];

type Command = { key: "log" | "customer" | "deal" | "task"; icon: ReactNode; needs: Permission } & Partial<CommandItem>;

/** What can be made from anywhere: by the palette, or by c where the page has nothing of its own to make. */
const COMMANDS: readonly Command[] = [
  { key: "log", event: LOG_EVENT, keys: "l", icon: <MessageSquarePlus aria-hidden />, needs: "interactions.write" },
  { key: "customer", href: "/customers?new=1", icon: <UserPlus aria-hidden />, needs: "customers.write" },
  { key: "deal", href: "/deals?new=1", icon: <Handshake aria-hidden />, needs: "deals.write" },
  { key: "task", event: TASK_EVENT, keys: "t", icon: <SquareCheck aria-hidden />, needs: "tasks.write" },
];

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [{ actor, user, role, workspace, workspaces }, jar, t, roles] = await Promise.all([
    requireSession(),
    cookies(),
    getTranslations("layout"),
    getTranslations("users.role"),
  ]);
  const [openCases, unread, tasks] = await Promise.all([
    may(actor, "cases.read") ? countOpenCases(actor) : null,
    countUnread(actor),
    may(actor, "tasks.read") ? countMyTasks(actor, dayIn(workspace.timeZone, new Date())) : null,
  ]);
  const counts: Record<string, number | null> = {
    cases: openCases,
    // What cannot wait.
    tasks: tasks ? tasks.overdue + tasks.today : null,
  };
  const nav: NavItem[] = PAGES.filter(({ needs }) => may(actor, needs)).map(({ key, href, icon, shortcut }) => ({
    key,
    href,
    icon,
    shortcut,
    label: t(`nav.${key}`),
    count: counts[key] ?? null,
  }));
  const commands = COMMANDS.filter(({ needs }) => may(actor, needs)).map(({ needs: _, ...command }) => ({
    ...command,
    label: t(`commands.${command.key}`),
    create: true,
  }));
  const shell = (
    <Shell
      workspaceName={workspace.name}
      workspaceId={workspace.id}
      workspaces={workspaces}
      user={{ name: user.name, role: roles(role) }}
      nav={nav}
      settings={{ href: "/settings", label: t("nav.settings") }}
      bell={{ unread, timeZone: workspace.timeZone }}
      initialCollapsed={jar.get(sidebarCookie)?.value === "rail"}
      switchWorkspace={switchWorkspaceAction}
      signOut={signOutAction}
      search={searchAction}
      commands={commands}
    >
      {children}
      {may(actor, "tasks.write") ? <TaskHost timeZone={workspace.timeZone} /> : null}
    </Shell>
  );
  if (!may(actor, "interactions.write")) return shell;
  const mayChoose = may(actor, "catalogue.read");
  const [touchpoints, channels] = await Promise.all([
    mayChoose ? listTouchpointChoices(actor) : [],
    mayChoose ? listChannels(actor) : [],
  ]);
  return (
    <LogHost
      writer={{ workspaceId: workspace.id, userId: user.id }}
      role={role}
      timeZone={workspace.timeZone}
      touchpoints={touchpoints}
      channels={channels.map(({ id, name }) => ({ id, name }))}
    >
      {shell}
    </LogHost>
  );
}
