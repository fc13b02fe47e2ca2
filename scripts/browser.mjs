// A browser for the tests: the machine's own Chromium, or Debian's when it may be installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns {string | null} the path of a Chromium */
export function findBrowser() {
  return PLACES.find((place) => place && existsSync(place)) ?? null;
}

/** Installs Debian's Chromium when this is Debian and we are root. @throws Error saying what to do otherwise */
export function installBrowser() {
  const may = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const advice = "Install Chromium or Chrome, or set CHROMIUM_PATH to one, and run npm test again.";
  if (!may) throw new Error(`The browser tests need Chromium and none was found. ${advice}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ]) {
    const result = spawnSync("apt-get", args, { encoding: "utf8", env });
    if (result.status !== 0) throw new Error(`apt-get ${args[0]} failed:\n${result.stderr}\n${advice}`);
  }
  const found = findBrowser();
  if (!found) throw new Error(`Chromium was installed but not found. ${advice}`);
  return found;
}
