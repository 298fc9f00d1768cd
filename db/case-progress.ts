/**
 * Work done in a case, in per cent: over the tasks that have no parts of their own and were not dropped, each as heavy as
 * the minutes it takes; a finished one counts whole, an open one by its own percentage.
 */
export const caseProgress = `round(sum(greatest(t.duration_minutes, 1) * case when t.state = 'done' then 100 else t.percent end)
  filter (where t.state in ('open', 'done') and not exists (select 1 from tasks part where part.parent_id = t.id and part.case_id = t.case_id))
  / nullif(sum(greatest(t.duration_minutes, 1))
  filter (where t.state in ('open', 'done') and not exists (select 1 from tasks part where part.parent_id = t.id and part.case_id = t.case_id)), 0))::int`;
