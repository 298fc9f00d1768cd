import type { Dictionary } from '../components/words.ts';
import { accessRights } from './pl/access-rights.ts';
import { audit } from './pl/audit.ts';
import { campaignForm } from './pl/campaign-form.ts';
import { campaigns } from './pl/campaigns.ts';
import { channels } from './pl/channels.ts';
import { classes } from './pl/classes.ts';
import { feeds } from './pl/feeds.ts';
import { groups } from './pl/groups.ts';
import { imports } from './pl/imports.ts';
import { keys } from './pl/keys.ts';
import { documents } from './pl/documents.ts';
import { merges } from './pl/merges.ts';
import { procedures } from './pl/procedures.ts';
import { receivers } from './pl/receivers.ts';
import { ruleBook } from './pl/rule-book.ts';
import { team } from './pl/team.ts';
import { templates } from './pl/templates.ts';
import { tokens } from './pl/tokens.ts';
import { users } from './pl/users.ts';
import { statement } from './pl/statement.ts';
import { system } from './pl/system.ts';
import { shaping } from './pl/shaping.ts';
import { scenarioPages } from './pl/scenario-pages.ts';
import { workingCalendar } from './pl/working-calendar.ts';

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
