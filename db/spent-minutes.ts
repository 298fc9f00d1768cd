/** Minutes that the task `t` took: as written down, else as long as its call was; null where nobody knows. */
export const spentMinutes = 'coalesce(t.work_minutes, ceil(t.call_seconds / 60.0)::integer)';
