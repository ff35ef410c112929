import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TfInstance } from './backend.js';
import { stderrAddonFile } from './stderr-file.js';

/** The addon that setting up builds beside tfjs-node's own. */
interface StderrAddon {
  begin(): boolean;
  end(): string;
}

/**
 * Loads tfjs-node without the notices that TensorFlow and Node give about it. Who has set a level of logging
 * (TF_CPP_MIN_LOG_LEVEL) gets what TensorFlow says at that level.
 */
export function loadQuietly<T>(tfjsNode: string, load: () => T): T {
  const isLevelSet = process.env.TF_CPP_MIN_LOG_LEVEL !== undefined;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const addon = isLevelSet ? null : stderrAddon(tfjsNode);
  const isCatching = addon?.begin() === true;
  try {
    return withoutDeprecations(load);
  } finally {
    if (isCatching && addon !== null) passOn(addon.end());
  }
}

function stderrAddon(tfjsNode: string): StderrAddon | null {
  try {
    const file = join(tfjsNode, 'lib', 'napi-v8', stderrAddonFile);
    return createRequire(file)(file) as StderrAddon;
  } catch {
    // Not built: tfjs-node's own download has a TensorFlow that heeds the level.
    return null;
  }
}

/** What TensorFlow says about itself when it is loaded, and the lines that follow. */
const notices = [
  /^WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR$/,
  /^I\d{4} \d\d:\d\d:\S+ +\d+ \S+\] /,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\S+: I \S+\] /,
  /^To enable the following instructions: /,
];

/** Writes what is no notice to where it was meant to go. */
function passOn(text: string): void {
  const rest = withoutNotices(text);
  if (rest !== '') writeSync(2, rest);
}

/** A text without TensorFlow's notices. */
export function withoutNotices(text: string): string {
  const lines = text.split(/(?<=\n)/);
  return lines.filter((line) => !notices.some((notice) => notice.test(line.trimEnd()))).join('');
}

/** Loads without Node's warnings about what the packages that tfjs-node uses are built on (punycode, url.parse). */
function withoutDeprecations<T>(load: () => T): T {
  const emitWarning = process.emitWarning;
  const silenced = (...args: unknown[]) => {
    const [, second] = args;
    const type = typeof second === 'object' ? (second as { type?: string } | null)?.type : second;
    if (type !== 'DeprecationWarning') Reflect.apply(emitWarning, process, args);
  };
  process.emitWarning = silenced as typeof emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The cpu backend greets on its first use, unless it thinks that it has been used. */
export function keepCpuQuiet(tf: TfInstance): void {
  const cpu = tf.findBackend('cpu') as unknown as { firstUse?: boolean } | null;
  if (cpu !== null) cpu.firstUse = false;
}
