/** Sequelize models of the small tables that AdminJS's plain forms manage. Everything else is asked through `db/<noun>.ts`. */
import { DataTypes, Sequelize } from 'sequelize';
import type { ModelAttributes, ModelStatic, Model } from 'sequelize';

export type Models = {
  readonly sequelize: Sequelize;
  readonly User: ModelStatic<Model>;
  readonly Team: ModelStatic<Model>;
  readonly Token: ModelStatic<Model>;
  readonly TaskType: ModelStatic<Model>;
  readonly TaskCategory: ModelStatic<Model>;
  readonly Resource: ModelStatic<Model>;
  readonly LegalEntity: ModelStatic<Model>;
  close(): Promise<void>;
};

const { UUID, STRING, TEXT, INTEGER, BOOLEAN, DATE, JSONB, ARRAY, ENUM } = DataTypes;
const id = { type: UUID, primaryKey: true };
const required = { type: STRING, allowNull: false };
const optional = { type: STRING };
const flag = { type: BOOLEAN, allowNull: false };
const version = { type: INTEGER, allowNull: false };
const created = { createdAt: { type: DATE }, createdBy: { type: STRING } };
const changed = { ...created, updatedAt: { type: DATE }, updatedBy: { type: STRING } };

/** Opens a small pool of its own; a list of a plain form gets five seconds. */
export function openModels(url: string): Models {
  const sequelize = new Sequelize(url, {
    logging: false,
    pool: { max: 4, idle: 30_000 },
    dialectOptions: { statement_timeout: 5_000, application_name: 'nurt-forms' },
    define: { timestamps: false, underscored: true },
  });
  // Sequelize writes into the descriptions it is given, so every column gets its own copy.
  const define = (name: string, tableName: string, columns: ModelAttributes) =>
    sequelize.define(name, copyOf(columns), { tableName });

  return {
    sequelize,
    User: define('User', 'users', {
      id,
      name: required,
      email: required,
      passwordHash: optional,
      role: { type: ENUM('administrator', 'supervisor', 'operator'), allowNull: false },
      active: flag,
      preferences: { type: JSONB },
      version,
      ...changed,
    }),
    Team: define('Team', 'teams', { id, code: required, name: required, version, ...created }),
    Token: define('Token', 'tokens', {
      id,
      userId: { type: UUID, allowNull: false, references: { model: 'users', key: 'id' } },
      name: required,
      hash: required,
      rights: { type: ARRAY(STRING) },
      lastUsedAt: { type: DATE },
      endsAt: { type: DATE },
      revokedAt: { type: DATE },
      ...created,
    }),
    TaskType: define('TaskType', 'task_types', {
      code: { type: STRING, primaryKey: true },
      namePl: required,
      nameEn: required,
      color: { type: ENUM('accent', 'violet', 'green', 'orange', 'red'), allowNull: false },
      defaultMinutes: { type: INTEGER, allowNull: false },
      channel: { type: ENUM('phone', 'email') },
      onHome: flag,
      inCalendar: flag,
      invites: flag,
      outcomes: { type: JSONB },
      active: flag,
      position: { type: INTEGER, allowNull: false },
      version,
    }),
    TaskCategory: define('TaskCategory', 'task_categories', { id, name: required, active: flag, version }),
    Resource: define('Resource', 'resources', {
      id,
      name: required,
      kind: { type: ENUM('car', 'room', 'equipment'), allowNull: false },
      note: { type: TEXT },
      active: flag,
      version,
      ...changed,
    }),
    LegalEntity: define('LegalEntity', 'legal_entities', {
      id,
      name: required,
      nip: optional,
      street: optional,
      postcode: optional,
      city: optional,
      email: optional,
      phone: optional,
      isDefault: flag,
      version,
      ...changed,
    }),
    close: () => sequelize.close(),
  };
}

function copyOf(columns: ModelAttributes): ModelAttributes {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, { ...(column as object) }]),
  ) as ModelAttributes;
}
