import type { ResourceWithOptions } from 'adminjs';
import type { Models } from '../../db/models/open-models.ts';
import { legalEntities } from './legal-entities.ts';
import { resources } from './resources.ts';
import { taskCategories } from './task-categories.ts';
import { taskTypes } from './task-types.ts';
import { teams } from './teams.ts';
import { tokens } from './tokens.ts';
import { users } from './users.ts';

/** Every table that AdminJS knows. One that is referred to must stand here too, or AdminJS fails on the list. */
const forms = {
  users,
  teams,
  tokens,
  taskTypes,
  taskCategories,
  resources,
  legalEntities,
};

export function stockResources(models: Models): ResourceWithOptions[] {
  return Object.values(forms).map((resource) => resource(models));
}
