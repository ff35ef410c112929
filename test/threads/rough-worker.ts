import { serveTasks } from '../../src/threads/serve.js';
import { rough } from './rough-task.js';

serveTasks([rough], () => undefined);
