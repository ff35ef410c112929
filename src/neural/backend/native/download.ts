import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { tellingLine } from './check.js';
import { type Host, SetupFailure } from './host.js';
import { sha256 } from './record.js';

const defaultStorage = 'https://storage.googleapis.com/';

/** Where tfjs-node's own script downloads from, with its settings heeded. */
function storage(): string {
  const { TFJS_NODE_CDN_STORAGE, npm_config_TFJS_NODE_CDN_STORAGE, CDN_STORAGE } = process.env;
  return TFJS_NODE_CDN_STORAGE || npm_config_TFJS_NODE_CDN_STORAGE || CDN_STORAGE || defaultStorage;
}

/** Whether that can be reached. Behind a proxy only a try can tell. */
export async function canDownload(host: Host): Promise<boolean> {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  return host.answers(storage());
}

/** Runs tfjs-node's own installation script, which downloads TensorFlow 2.9 and an addon. */
export async function download(host: Host, tfjsNode: string): Promise<void> {
  const packageFile = join(tfjsNode, 'package.json');
  // The script changes this file while it works, and leaves it changed when it is broken off.
  const text = readFileSync(packageFile, 'utf8');
  const { code, output } = await host.run(host.node, ['scripts/install.js'], {
    cwd: tfjsNode,
    env: { PATH: `${binFolders(tfjsNode).join(delimiter)}${delimiter}${process.env.PATH ?? ''}` },
    seconds: 600,
  });
  if (readFileSync(packageFile, 'utf8') !== text) writeFileSync(packageFile, text);
  const addon = join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node');
  if (code !== 0 || !existsSync(addon)) throw new SetupFailure(`The download failed: ${tellingLine(output)}`);
  host.say(`fetched ${addon}, SHA-256 ${await sha256(addon)}`);
}

/** Where the program node-pre-gyp is, which the script calls by its name. */
function binFolders(tfjsNode: string): string[] {
  const folders = [join(tfjsNode, 'node_modules', '.bin')];
  try {
    const require = createRequire(join(tfjsNode, 'package.json'));
    const found = dirname(require.resolve('@mapbox/node-pre-gyp/package.json'));
    folders.push(join(found, '..', '..', '.bin'), join(found, 'bin'));
  } catch {
    // Then the script says that it cannot find it.
  }
  return folders;
}
