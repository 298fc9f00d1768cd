/** Which open tasks are late, and which a freeze holds: of a run that stands still, nothing is to be done now (engine rule 14). */

const OPEN_FREEZES = 'freezes f where f.frozen_to is null';

/** Whom and what open freezes of a kind name: read once for all tasks, not once for each. */
const frozen = (kind: 'company' | 'case' | 'campaign') =>
  `(select f.scope_id from ${OPEN_FREEZES} and f.scope_kind = '${kind}')`;

/**
 * Does a freeze cover what the task `t` is about? Never unknown. Where nothing is frozen at all, which is usual, one look is
 * enough for every task.
 */
export const IS_ABOUT_FROZEN = `(exists (select 1 from ${OPEN_FREEZES}) and coalesce(
  exists (select 1 from ${OPEN_FREEZES} and f.scope_kind = 'everything')
  or t.company_id in ${frozen('company')} or t.case_id in ${frozen('case')} or t.campaign_id in ${frozen('campaign')}
  or t.campaign_id in (select g.id from campaigns g
    join freezes f on f.scope_id = g.legal_entity_id and f.scope_kind = 'legal entity' and f.frozen_to is null), false))`;

/** A freeze holds the run of the open task `t`: its deadline moves on thawing. That of a task made by hand does not. */
const IS_HELD = `(t.run_id is not null and ${IS_ABOUT_FROZEN})`;

/** Is the task `t` open and held by a freeze? */
export const IS_PAUSED = `(t.state = 'open' and ${IS_HELD})`;

/** Has this moment of the open task `t` passed, while nothing holds it? Never unknown. */
const isPast = (moment: string) => `${moment} is not null and ${moment} < now() and not ${IS_HELD}`;

/** Is the task `t` open and late? Never unknown, and in the words of the indexes of what is open. */
export const IS_OVERDUE = `(t.state = 'open' and ${isPast('t.deadline')})`;

/**
 * Since when anything is late with the customer `c`, of whose facts `f` keeps the first deadline; null: nothing is. Only where
 * something is frozen are the tasks themselves looked at: the facts count what a freeze holds as well. Private work is left out.
 */
export const OVERDUE_SINCE = `case when f.first_deadline_at < now() then
  case when exists (select 1 from ${OPEN_FREEZES})
    then (select min(t.deadline) from tasks t where t.company_id = c.id and not t.private and ${IS_OVERDUE})
    else f.first_deadline_at end end`;

/** The same by the due date alone, as punctuality goes. */
export const IS_PAST_DUE = `(t.state = 'open' and ${isPast('t.due_at')})`;
