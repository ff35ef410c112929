import { serveTasks } from '../../src/threads/serve.js';
import { ticking } from './crew-task.js';
import { rough } from './rough-task.js';

serveTasks([rough, ticking], () => undefined);
