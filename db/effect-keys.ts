/**
 * The task `t` of an effect `e`, by its key. Keys are compared byte by byte in the ledger and as texts among the tasks: unless
 * that is said, no index of tasks answers, and all of them are read for each effect.
 */
export const keyOfTask = 't.effect_key = e.key collate "default"';
