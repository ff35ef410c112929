/** What a worker thread runs; src/threads/bundle-worker.mjs makes one script of it. */
import { growTrees } from './ensemble/grow-trees-task.js';
import { helpToGrow } from './ensemble/hist-boosting/help-task.js';
import { walkUnseen } from './ensemble/out-of-bag.js';
import * as pipefit from './index.js';
import { fitFold } from './model-selection/fit-fold-task.js';
import { predictFold } from './model-selection/predict-folds.js';
import { serveTasks } from './threads/serve.js';

const named = new Map<string, unknown>(Object.entries(pipefit));

serveTasks([growTrees, helpToGrow, walkUnseen, fitFold, predictFold], (name) => named.get(name));
