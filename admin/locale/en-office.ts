import type { Dictionary } from '../components/words.ts';
import { accessRights } from './en/access-rights.ts';
import { audit } from './en/audit.ts';
import { campaignForm } from './en/campaign-form.ts';
import { campaigns } from './en/campaigns.ts';
import { channels } from './en/channels.ts';
import { classes } from './en/classes.ts';
import { feeds } from './en/feeds.ts';
import { groups } from './en/groups.ts';
import { imports } from './en/imports.ts';
import { keys } from './en/keys.ts';
import { documents } from './en/documents.ts';
import { merges } from './en/merges.ts';
import { procedures } from './en/procedures.ts';
import { receivers } from './en/receivers.ts';
import { ruleBook } from './en/rule-book.ts';
import { team } from './en/team.ts';
import { templates } from './en/templates.ts';
import { tokens } from './en/tokens.ts';
import { users } from './en/users.ts';
import { statement } from './en/statement.ts';
import { system } from './en/system.ts';
import { shaping } from './en/shaping.ts';
import { scenarioPages } from './en/scenario-pages.ts';
import { workingCalendar } from './en/working-calendar.ts';

/**
 * Words of the pages that few people open: settings, campaigns, imports, templates and scenarios. They come with such a page, and
 * with what is seldom opened on others: the keys, the addresses of calendars.
 */
export const dictionary: Dictionary = {
  ...accessRights,
  ...audit,
  ...campaigns,
  ...campaignForm,
  ...channels,
  ...classes,
  ...feeds,
  ...groups,
  ...imports,
  ...keys,
  ...documents,
  ...merges,
  ...procedures,
  ...receivers,
  ...ruleBook,
  ...team,
  ...templates,
  ...tokens,
  ...users,
  ...statement,
  ...system,
  ...shaping,
  ...scenarioPages,
  ...workingCalendar,
};
