import type { Progress } from '../core/index.js';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shortest time between two drawings, in ms. */
const REDRAW_MS = 80;

/** A bar on a terminal that shows how far a long job is and how long it will take; null where there is no terminal. */
export function progressBar(
  terminal: Terminal | undefined = (globalThis as { process?: { stderr?: Terminal } }).process?.stderr,
): { show(progress: Progress): void; end(): void } | null {
  if (!terminal?.isTTY) return null;
  const started = performance.now();
  let drawn = 0;
  return {
    show({ stage, done, total, message }) {
      const now = performance.now();
      if (total === null || (now - drawn < REDRAW_MS && done < total)) return;
      drawn = now;
      const filled = Math.round((20 * done) / total);
      const left = done === 0 ? '' : `, ${Math.ceil(((now - started) / 1000) * (total / done - 1))} s left`;
      const line = `${stage} [${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${done}/${total}${left}  ${message}`;
      terminal.write(`\r${line.slice(0, (terminal.columns ?? 80) - 1)}\u001b[K`);
    },
    end() {
      terminal.write('\r\u001b[K');
    },
  };
}
