/** Every action that lists offer for many rows, in the order in which menus show them. */
import type { BulkAction } from '../action.ts';
import { addToCampaign } from './add-to-campaign.ts';
import { pauseCampaigns, resumeCampaigns } from './campaigns.ts';
import { changeCaseDay, changeCaseStage, closeCases, handOverCases } from './cases.ts';
import { changeClass } from './change-class.ts';
import { changeOwner } from './change-owner.ts';
import { deleteCompanies } from './delete-company.ts';
import { createTaskForEach } from './create-task.ts';
import { addKeyword, changeFileCategory, deleteFiles } from './files.ts';
import { addToGroup, changeGroupCategory, removeFromGroup, removeMembersFromGroup } from './groups.ts';
import { discardImports } from './imports.ts';
import { markRead, settleMessages } from './messages.ts';
import { recordConsents } from './record-consent.ts';
import { endRecurrences, handOverRecurrences } from './recurrences.ts';
import { removeFromCampaign, removeParticipantsFromCampaign } from './remove-from-campaign.ts';
import { setFields } from './set-field.ts';
import {
  changeExpectedDay,
  changeOpportunityOwner,
  changeOpportunityStage,
  loseOpportunities,
} from './opportunities.ts';
import { retireTemplates, reviveTemplates } from './templates.ts';
import { cancel, changePriority, handOver, postpone } from './tasks.ts';
import { userActions } from './users.ts';

export const bulkActions: readonly BulkAction[] = [
  addToGroup,
  removeFromGroup,
  removeMembersFromGroup,
  changeGroupCategory,
  changeOwner,
  changeClass,
  ...setFields,
  recordConsents,
  addToCampaign,
  removeFromCampaign,
  removeParticipantsFromCampaign,
  handOverCases,
  changeCaseStage,
  changeCaseDay,
  changeOpportunityOwner,
  changeOpportunityStage,
  changeExpectedDay,
  createTaskForEach,
  closeCases,
  loseOpportunities,
  changeFileCategory,
  addKeyword,
  deleteFiles,
  markRead,
  settleMessages,
  deleteCompanies,
  pauseCampaigns,
  resumeCampaigns,
  handOverRecurrences,
  endRecurrences,
  discardImports,
  retireTemplates,
  reviveTemplates,
  handOver,
  changePriority,
  postpone,
  cancel,
  ...userActions,
];
