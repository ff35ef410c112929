import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What setting up makes within tfjs-node. */
const made = ['deps', 'lib'] as const;

/** Lays out the files of a wheel as tfjs-node has TensorFlow's own archive in `deps`. */
export function layOut(from: string, folder: string): void {
  const libraries = join(folder, 'deps', 'lib');
  mkdirSync(libraries, { recursive: true });
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
    renameSync(join(from, 'tensorflow', name), join(libraries, name));
  }
  renameSync(join(from, 'tensorflow', 'include'), join(folder, 'deps', 'include'));
  const links = {
    'libtensorflow.so': 'libtensorflow_cc.so.2',
    'libtensorflow.so.2': 'libtensorflow_cc.so.2',
    // By this one tfjs-node's own script sees that there is nothing to download.
    'libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
    'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  };
  for (const [link, target] of Object.entries(links)) symlinkSync(target, join(libraries, link));
}

/** What is put aside while something else takes its place. */
export interface Aside {
  /** Puts it back. */
  restore(): void;
  /** Throws it away. */
  discard(): void;
}

/** Moves what an earlier setting up has made out of the way, into a folder on the same disk. */
export function putAside(tfjsNode: string, folder: string): Aside {
  const before = join(folder, 'before');
  mkdirSync(before, { recursive: true });
  for (const name of made) move(join(tfjsNode, name), join(before, name));
  return {
    restore() {
      for (const name of made) {
        rmSync(join(tfjsNode, name), { recursive: true, force: true });
        move(join(before, name), join(tfjsNode, name));
      }
    },
    discard: () => rmSync(before, { recursive: true, force: true }),
  };
}

/** Moves what was made in a folder to where tfjs-node looks for it; the addon last, which decides that all is there. */
export function moveIn(folder: string, tfjsNode: string): void {
  for (const name of made) move(join(folder, name), join(tfjsNode, name));
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** Folders that runs which were broken off have left. */
export function removeLeftovers(tfjsNode: string, prefix: string): void {
  for (const name of readdirSync(tfjsNode)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isRunning(pid)) {
      rmSync(join(tfjsNode, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
