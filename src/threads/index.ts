export { type Crew, type CrewPlan, help, withCrew } from './crew.js';
export { checkNJobs, nJobsParam, threadCount } from './n-jobs.js';
export { onThreadsOrHere } from './or-here.js';
export { type RunOptions, runTasks } from './run-tasks.js';
export { share } from './share.js';
export type { Runner, Task, TaskContext } from './task.js';
