// Progress on the terminal: one line a step, rewritten in place when it is a terminal.
const isTerminal = process.stdout.isTTY === true;

/**
 * Runs a step and says how long it took.
 * @template T @param {string} label @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function step(label, work) {
  const begin = Date.now();
  const seconds = () => `${((Date.now() - begin) / 1000).toFixed(1)} s`;
  const timer = isTerminal ? setInterval(() => process.stdout.write(`\r  … ${label} (${seconds()})`), 200) : null;
  if (!isTerminal) process.stdout.write(`  … ${label}\n`);
  try {
    const result = await work();
    process.stdout.write(
      `${isTerminal ? "\r" : ""}  ✓ ${label} (${seconds()})\u001b[K\n`.replace(isTerminal ? "" : "\u001b[K", ""),
    );
    return result;
  } catch (error) {
    process.stdout.write(`${isTerminal ? "\r" : ""}  ✗ ${label} (${seconds()})\n`);
    throw error;
  } finally {
    if (timer) clearInterval(timer);
  }
}

/** Ends with a plain message and no stack. */
export function stopWith(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}
