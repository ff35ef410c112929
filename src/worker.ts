/** What a worker thread runs; src/threads/bundle-worker.mjs makes one script of it. */
import { growTrees } from './ensemble/grow-trees-task.js';
import * as pipefit from './index.js';
import { serveTasks } from './threads/serve.js';

const named = new Map<string, unknown>(Object.entries(pipefit));

serveTasks([growTrees], (name) => named.get(name));
