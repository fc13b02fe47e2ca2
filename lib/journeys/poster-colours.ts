import type { Role } from "./drawing";

/** The light theme on paper (app/globals.css). */
export const PAPER: Record<Role, string> = {
  ink: "#1c1b19",
  muted: "#6a6862",
  "muted-heat": "#4d4b46",
  line: "#e6e5e1",
  "line-strong": "#d3d1cb",
  surface: "#ffffff",
  sunken: "#f4f4f2",
  accent: "#3f4fd8",
  "accent-soft": "#eceefc",
  "accent-text": "#3340b8",
  promoter: "#009e73",
  "promoter-text": "#007a58",
  "promoter-soft": "#e3f4ee",
  detractor: "#d55e00",
  "detractor-text": "#b34f00",
  "detractor-soft": "#fbeee2",
  "warn-text": "#7d5800",
  "warn-soft": "#fbf3dc",
};
