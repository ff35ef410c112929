import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Program {
  /** Code of a module; `backend` is what src/neural/backend exports. */
  readonly code: string;
  /** Packages of '@tensorflow' that the program finds beside it. */
  readonly packages?: readonly string[];
  /** Makes further packages in the program's node_modules. */
  readonly prepare?: (modules: string) => void;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Options of Node. */
  readonly options?: readonly string[];
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a process and a folder of its own, where it finds only the packages that it is given. */
export async function runProgram({
  code,
  packages = [],
  prepare,
  env,
  options = [],
}: Program): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'pipefit-backend-'));
  try {
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, '@tensorflow'), { recursive: true });
    for (const name of packages) {
      symlinkSync(join(root, 'node_modules/@tensorflow', name), join(modules, '@tensorflow', name));
    }
    prepare?.(modules);
    const file = join(folder, 'main.mjs');
    const source = JSON.stringify(join(root, 'src/neural/backend/index.ts'));
    await build({
      stdin: { contents: `import * as backend from ${source};\n${code}`, resolveDir: folder, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: file,
      logLevel: 'error',
    });
    // Of this process the child takes over nothing that decides on what TensorFlow says.
    const { TF_CPP_MIN_LOG_LEVEL: _, ...own } = process.env;
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        [...options, file],
        { cwd: folder, env: { ...own, ...env } },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : (error.code as number | null), stdout, stderr });
        },
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const addons = join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8');

/** Whether the native addon has been built here, and the one that keeps TensorFlow's notices back. */
export const hasNative = existsSync(join(addons, 'tfjs_binding.node'));
export const hasStderrAddon = existsSync(join(addons, 'pipefit_stderr.node'));

/** A package in a folder of packages. */
export function packageFolder(modules: string, name: string): string {
  const folder = join(modules, name);
  mkdirSync(dirname(folder), { recursive: true });
  return folder;
}
