"use client";

import {
  Bell as BellIcon,
  ChevronsUpDown,
  Ellipsis,
  LogOut,
  Monitor,
  Moon,
  PanelLeftClose,
  PanelLeftOpen,
  Search,
  Settings,
  Sun,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState, useSyncExternalStore, useTransition } from "react";
import { Bell, unreadText, useUnread } from "@/components/notifications/bell";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Sheet } from "@/components/ui/sheet";
import { type CommandItem, CommandPalette, type SearchHit } from "./command-palette";
import { keepCookie, sidebarCookie } from "./cookies";
import { Mark } from "./mark";
import { Shortcuts } from "./shortcuts";
import { ThemeToggle, useTheme } from "./theme-toggle";

export type NavItem = {
  /** home, customers, deals, segments, journeys, surveys, responses, cases, insights, improvements, scorecard, settings */
  key: string;
  href: string;
  label: string;
  /** A lucide element. */
  icon: ReactNode;
  count?: number | null;
  /** The letter after g; the usual one of its key when left out. */
  shortcut?: string;
};

export type ShellProps = {
  workspaceName: string;
  workspaceId: string;
  workspaces: readonly { id: string; name: string }[];
  /** role is its word on the screen: "CX manager". */
  user: { name: string; role: string };
  /** Everything but settings, in order. */
  nav: readonly NavItem[];
  /** Shown apart, at the foot; left out for those who may not. */
  settings?: { href: string; label: string } | null;
  /** Further things to do from the palette; those with create answer the key c. */
  commands?: readonly CommandItem[];
  /** From the cookie named in cookies.ts, so that the first paint is right. */
  initialCollapsed?: boolean;
  /** Across the top of every page: "Demo workspace". */
  notice?: ReactNode;
  /** The bell: how many notifications are unread, and the zone in which its times are told. */
  bell: { unread: number; timeZone: string };
  switchWorkspace: (workspaceId: string) => Promise<unknown>;
  signOut: () => Promise<unknown>;
  search?: (words: string) => Promise<SearchHit[]>;
  children: ReactNode;
};

const usualLetters: Record<string, string> = {
  home: "h",
  customers: "c",
  deals: "d",
  segments: "s",
  journeys: "j",
  surveys: "u",
  responses: "r",
  cases: "a",
  insights: "i",
  improvements: "m",
  scorecard: "o",
  settings: "t",
};
const phoneKeys = ["home", "customers", "journeys", "insights"];

/** The frame of every signed-in page. It is given plain data and fetches nothing. */
export function Shell(props: ShellProps) {
  const { nav, settings, commands = [], initialCollapsed = false, notice, search, children } = props;
  const t = useTranslations("layout");
  const [collapsed, setCollapsed] = useState(initialCollapsed);
  const [palette, setPalette] = useState<"all" | "create" | null>(null);

  const collapse = (next: boolean) => {
    setCollapsed(next);
    keepCookie(sidebarCookie, next ? "rail" : null);
  };
  const go = useMemo(() => {
    const pages = [...nav, ...(settings ? [{ ...settings, key: "settings", shortcut: undefined }] : [])];
    return pages.flatMap((page) => {
      const key = page.shortcut ?? usualLetters[page.key];
      return key ? [{ key, href: page.href, label: page.label }] : [];
    });
  }, [nav, settings]);
  const events = useMemo(
    () =>
      commands.flatMap(({ event, keys, label }) => (event && keys?.length === 1 ? [{ event, key: keys, label }] : [])),
    [commands],
  );
  const items = useMemo<CommandItem[]>(() => {
    const keysOf = (href: string) => {
      const letter = go.find((shortcut) => shortcut.href === href)?.key;
      return letter ? `g ${letter}` : undefined;
    };
    const pages = nav.map((page) => ({
      key: page.key,
      label: page.label,
      icon: page.icon,
      href: page.href,
      keys: keysOf(page.href),
    }));
    const last = settings
      ? [
          {
            key: "settings",
            label: settings.label,
            icon: <Settings aria-hidden />,
            href: settings.href,
            keys: keysOf(settings.href),
          },
        ]
      : [];
    return [...commands, ...pages, ...last];
  }, [nav, settings, commands, go]);

  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <Sidebar {...props} collapsed={collapsed} onCollapse={collapse} onPalette={() => setPalette("all")} />
      <div className="flex min-w-0 flex-1 flex-col transition-[padding] duration-100 [--sticky-top:52px] md:pe-(--sheet-width) print:pe-0">
        {notice ? (
          <div className="no-print border-b border-line bg-sunken px-6 py-1.5 text-xs text-muted max-md:px-4">
            {notice}
          </div>
        ) : null}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none max-md:pb-38 print:pb-0">
          {children}
        </main>
      </div>
      <BottomBar {...props} onPalette={() => setPalette("all")} />
      <CommandPalette
        open={palette !== null}
        onOpenChange={(open) => setPalette(open ? "all" : null)}
        items={items}
        search={search}
        createOnly={palette === "create"}
      />
      <Shortcuts go={go} events={events} onPalette={() => setPalette("all")} onCreate={() => setPalette("create")} />
    </div>
  );
}

type SidebarProps = ShellProps & { collapsed: boolean; onCollapse: (next: boolean) => void; onPalette: () => void };

function Sidebar({ collapsed, onCollapse, onPalette, nav, settings, ...props }: SidebarProps) {
  const t = useTranslations("layout");
  const keys = usePaletteKeys();
  return (
    // A banner: whatever stands beside the navigation (workspace, search, account) lies in a landmark too.
    <header
      className={cn(
        "no-print sticky top-0 flex h-dvh shrink-0 flex-col border-e border-line bg-sunken max-md:hidden",
        collapsed ? "w-10 items-center" : "w-56",
      )}
    >
      <div className={cn("flex shrink-0", collapsed ? "mb-2 flex-col items-center" : "items-center pe-2")}>
        <WorkspaceSwitcher {...props} collapsed={collapsed} />
        <Bell {...props.bell} collapsed={collapsed} />
      </div>
      <button
        type="button"
        onClick={onPalette}
        aria-label={collapsed ? t("find") : undefined}
        title={collapsed ? t("find") : undefined}
        className={cn(
          "mb-3 flex h-8 shrink-0 items-center gap-2 rounded-md text-sm text-muted",
          collapsed
            ? "w-8 justify-center hover:bg-surface"
            : "mx-2 border border-line bg-surface px-2.5 hover:border-line-strong",
        )}
      >
        <Search aria-hidden />
        {collapsed ? null : (
          <>
            <span className="flex-1 text-start">{t("find")}</span>
            <span className="text-xs">{keys}</span>
          </>
        )}
      </button>
      <nav
        aria-label={t("main")}
        className={cn("flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto", collapsed ? "items-center px-1" : "px-2")}
      >
        {nav.map((item) => (
          <NavLink key={item.key} item={item} collapsed={collapsed} />
        ))}
        {settings ? (
          <div className="mt-auto pb-2 pt-4">
            <NavLink item={{ key: "settings", ...settings, icon: <Settings aria-hidden /> }} collapsed={collapsed} />
          </div>
        ) : null}
      </nav>
      <div
        className={cn(
          "flex shrink-0 border-t border-line",
          collapsed ? "flex-col items-center gap-1 py-2" : "h-13 items-center gap-1 ps-2 pe-2",
        )}
      >
        <UserMenu {...props} collapsed={collapsed} />
        <IconButton
          size="sm"
          label={collapsed ? t("expand") : t("collapse")}
          icon={collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          aria-expanded={!collapsed}
          onClick={() => onCollapse(!collapsed)}
        />
      </div>
    </header>
  );
}

function useActive(href: string): boolean {
  const path = usePathname();
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

function NavLink({ item, collapsed }: { item: NavItem; collapsed: boolean }) {
  const active = useActive(item.href);
  return (
    <Link
      href={item.href}
      aria-current={active ? "page" : undefined}
      aria-label={collapsed ? item.label : undefined}
      title={collapsed ? item.label : undefined}
      className={cn(
        "flex h-7.5 shrink-0 items-center gap-3 rounded-md border text-sm touch:h-11",
        collapsed ? "w-8 justify-center" : "px-2",
        active
          ? "border-line bg-surface font-medium text-ink"
          : "border-transparent text-muted hover:bg-[color-mix(in_srgb,var(--color-ink)_4%,transparent)] hover:text-ink",
      )}
    >
      {item.icon}
      {collapsed ? null : (
        <>
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          {item.count ? <Count value={item.count} /> : null}
        </>
      )}
    </Link>
  );
}

function Count({ value }: { value: number }) {
  return <span className="figures text-xs font-normal">{value.toLocaleString("en")}</span>;
}

function WorkspaceSwitcher({
  workspaceName,
  workspaceId,
  workspaces,
  switchWorkspace,
  collapsed,
}: Omit<ShellProps, "nav" | "settings"> & { collapsed: boolean }) {
  const t = useTranslations("layout");
  const [pending, startTransition] = useTransition();
  const name = (
    <>
      <Mark />
      {collapsed ? null : (
        <span className="min-w-0 flex-1 truncate text-start text-sm font-medium">{workspaceName}</span>
      )}
    </>
  );
  const look = cn(
    "flex h-13 shrink-0 items-center gap-3",
    collapsed ? "w-8 justify-center" : "mx-2 min-w-0 flex-1 px-1",
  );
  if (workspaces.length < 2) return <div className={look}>{name}</div>;
  return (
    <Menu
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={t("switchWorkspace", { name: workspaceName })}
          aria-busy={pending || undefined}
          className={cn(look, "ring-inset-focus rounded-md")}
        >
          {name}
          {collapsed ? null : <ChevronsUpDown aria-hidden className="text-muted" />}
        </button>
      }
    >
      <MenuGroup label={t("workspaces")}>
        <MenuChoice
          value={workspaceId}
          onValueChange={(id) =>
            startTransition(async () => {
              await switchWorkspace(id);
            })
          }
          options={workspaces.map((workspace) => ({ value: workspace.id, label: workspace.name }))}
        />
      </MenuGroup>
    </Menu>
  );
}

function UserMenu({ user, signOut, collapsed }: Pick<ShellProps, "user" | "signOut"> & { collapsed: boolean }) {
  const t = useTranslations("layout");
  const [, startTransition] = useTransition();
  const [theme, changeTheme] = useTheme();
  return (
    <Menu
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={t("account", { name: user.name })}
          className={cn(
            "ring-inset-focus flex min-w-0 items-center gap-3 rounded-md text-start hover:bg-[color-mix(in_srgb,var(--color-ink)_4%,transparent)]",
            collapsed ? "size-8 justify-center" : "h-10 flex-1 px-1.5",
          )}
        >
          <Avatar name={user.name} tone="accent" />
          {collapsed ? null : (
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm leading-4 font-medium">{user.name}</span>
              <span className="block truncate text-xs leading-4 text-muted">{user.role}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuGroup label={t("theme.label")}>
        <MenuItem
          icon={<Monitor aria-hidden />}
          end={theme === "system" ? "✓" : null}
          onSelect={() => changeTheme("system")}
        >
          {t("theme.system")}
        </MenuItem>
        <MenuItem icon={<Sun aria-hidden />} end={theme === "light" ? "✓" : null} onSelect={() => changeTheme("light")}>
          {t("theme.light")}
        </MenuItem>
        <MenuItem icon={<Moon aria-hidden />} end={theme === "dark" ? "✓" : null} onSelect={() => changeTheme("dark")}>
          {t("theme.dark")}
        </MenuItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem
        icon={<LogOut aria-hidden />}
        onSelect={() =>
          startTransition(async () => {
            await signOut();
          })
        }
      >
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

function BottomBar({
  nav,
  settings,
  user,
  workspaceId,
  workspaces,
  workspaceName,
  switchWorkspace,
  signOut,
  bell,
  onPalette,
}: ShellProps & { onPalette: () => void }) {
  const t = useTranslations("layout");
  const told = useTranslations("notifications");
  const [unread] = useUnread(bell.unread);
  const [more, setMore] = useState(false);
  const [, startTransition] = useTransition();
  const first = phoneKeys.flatMap((key) => nav.filter((item) => item.key === key));
  const shown = first.length === 4 ? first : nav.slice(0, 4);
  const rest = nav.filter((item) => !shown.includes(item));
  const cell = "flex flex-1 flex-col items-center justify-center gap-1 text-xs";
  const big = "flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-base";
  return (
    <nav
      aria-label={t("main")}
      className="no-print fixed inset-x-0 bottom-0 z-30 flex h-18 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map((item) => (
        <BottomLink key={item.key} item={item} className={cell} />
      ))}
      <Sheet
        mode="over"
        title={workspaceName}
        open={more}
        onOpenChange={setMore}
        trigger={
          <button type="button" className={cn(cell, "ring-inset-focus text-muted [&_.lucide]:size-5")}>
            <span className="relative">
              <Ellipsis aria-hidden />
              {unread > 0 ? <span className="absolute -end-1 -top-0.5 size-2 rounded-full bg-accent" /> : null}
            </span>
            {t("more")}
            {unread > 0 ? <span className="sr-only">{told("bellUnread", { count: unread })}</span> : null}
          </button>
        }
        footer={<ThemeToggle className="me-auto" />}
      >
        <div className="flex flex-col">
          <button
            type="button"
            className={cn(big, "mb-2 border border-input px-3 text-muted")}
            onClick={() => {
              setMore(false);
              onPalette();
            }}
          >
            <Search aria-hidden />
            {t("find")}
          </button>
          <Link href="/notifications" className={big} onClick={() => setMore(false)}>
            <BellIcon aria-hidden />
            <span className="flex-1">{told("title")}</span>
            {unread > 0 ? <span className="figures text-xs">{unreadText(unread, told("many"))}</span> : null}
          </Link>
          {rest.map((item) => (
            <Link key={item.key} href={item.href} className={big} onClick={() => setMore(false)}>
              {item.icon}
              <span className="flex-1">{item.label}</span>
              {item.count ? <Count value={item.count} /> : null}
            </Link>
          ))}
          {settings ? (
            <Link href={settings.href} className={big} onClick={() => setMore(false)}>
              <Settings aria-hidden />
              {settings.label}
            </Link>
          ) : null}
          <div className="my-3 h-px bg-line" />
          {workspaces
            .filter((workspace) => workspace.id !== workspaceId)
            .map((workspace) => (
              <button
                key={workspace.id}
                type="button"
                className={big}
                onClick={() =>
                  startTransition(async () => {
                    await switchWorkspace(workspace.id);
                  })
                }
              >
                <Mark className="size-4" />
                {t("switchTo", { name: workspace.name })}
              </button>
            ))}
          <p className="flex items-center gap-3 px-2 py-2 text-sm">
            <Avatar name={user.name} tone="accent" />
            <span>
              {user.name} <span className="text-muted">{user.role}</span>
            </span>
          </p>
          <button
            type="button"
            className={big}
            onClick={() =>
              startTransition(async () => {
                await signOut();
              })
            }
          >
            <LogOut aria-hidden />
            {t("signOut")}
          </button>
        </div>
      </Sheet>
    </nav>
  );
}

function BottomLink({ item, className }: { item: NavItem; className: string }) {
  const active = useActive(item.href);
  return (
    <Link
      href={item.href}
      aria-current={active ? "page" : undefined}
      className={cn(
        className,
        "ring-inset-focus min-w-0 [&_.lucide]:size-5",
        active ? "font-medium text-accent-text" : "text-muted",
      )}
    >
      {item.icon}
      <span className="max-w-full truncate">{item.label}</span>
    </Link>
  );
}

/** The palette's keys as this machine names them. */
function usePaletteKeys(): string {
  return useSyncExternalStore(
    () => () => {},
    () => (/Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘K" : "Ctrl K"),
    () => "⌘K",
  );
}
