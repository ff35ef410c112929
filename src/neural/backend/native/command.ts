import { thisHost } from './host.js';
import { setupNative } from './setup-native.js';

const help = `pipefit setup-native [--optional]

  Makes the native backend of neural models (@tensorflow/tfjs-node) load: by tfjs-node's own download where that can be
  reached, else by building its addon against the TensorFlow that pip fetches. Does nothing when it loads already.

  --optional   a failure is a notice, and the exit code is 0`;

/** Runs the program `pipefit` with its arguments. Returns the exit code. */
export async function runCommand(args: readonly string[], say = console.log): Promise<number> {
  const [command, ...options] = args;
  if (command === undefined || command === '--help' || command === 'help') {
    say(help);
    return command === undefined ? 2 : 0;
  }
  const unknown = command === 'setup-native' ? options.find((each) => each !== '--optional') : command;
  if (unknown !== undefined) {
    say(`pipefit: '${unknown}' is not known.\n\n${help}`);
    return 2;
  }
  return setupNative({ ...thisHost(), say }, { optional: options.includes('--optional') });
}
