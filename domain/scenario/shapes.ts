/** What a scenario looks like, and what follows it: the words of every file beside this one. */
export type * from './runs.ts';
export type * from './steps.ts';
