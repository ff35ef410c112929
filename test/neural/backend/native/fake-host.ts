import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host, Ran, RunOptions } from '../../../../src/neural/backend/native/host.js';

export interface Call extends RunOptions {
  readonly command: string;
  readonly args: readonly string[];
}

export interface FakeHost extends Host {
  readonly said: string[];
  readonly calls: Call[];
}

/** How a command ends: its output, or its exit code with it; undefined for a command that is not there. */
export type Answer = (call: Call) => string | Ran | undefined;

/** A machine whose commands do what a test says. */
export function fakeHost(answer: Answer, traits: Partial<Host> = {}): FakeHost {
  const said: string[] = [];
  const calls: Call[] = [];
  return {
    platform: 'linux',
    arch: 'x64',
    glibc: '2.36',
    interactive: false,
    node: process.execPath,
    async run(command, args, options = {}) {
      const call = { command, args, ...options };
      calls.push(call);
      const ran = answer(call) ?? { code: null, output: `spawn ${command} ENOENT` };
      return typeof ran === 'string' ? { code: 0, output: ran } : ran;
    },
    answers: async () => false,
    say: (line) => said.push(line),
    ...traits,
    said,
    calls,
  };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pipefit-setup-'));
}

/** Writes files by their paths within a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** What a wheel of TensorFlow holds of what is needed, and something else. */
export const wheelFiles: Readonly<Record<string, string>> = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'the framework',
  'tensorflow/include/tensorflow/c/c_api.h': 'header',
  'tensorflow/include/tensorflow/core/platform/ctstring.h': 'strings',
  'tensorflow/include/tsl/platform/ctstring.h': 'more strings',
  'tensorflow/include/xla/tsl/c/tsl_status.h': 'status',
  'tensorflow/python/large.py': 'not needed',
};
