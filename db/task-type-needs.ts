/** What goes on by itself needs types in use: those that it cannot do without are not switched off. */
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

type Named = { readonly name: Said; readonly channel: 'phone' | 'email' | null };

/** The default type is in use and no contact. Throws `task_type.default_off`, `task_type.default_contact`. */
export function demandFit({ name, byDefault, active, channel }: Named & { byDefault: boolean; active: boolean }): void {
  if (!byDefault) return;
  if (!active) throw defaultOff(name);
  if (channel) throw defaultContact(name);
}

/**
 * A contact that nothing could stand in for: without another type of its channel the calls of procedures and of recurring
 * tasks would have to become other work. Throws `task_type.needed`.
 */
export async function demandSpare(tx: Tx, { code, name, channel }: Named & { code: string }): Promise<void> {
  if (!channel) return;
  const spare = 'select 1 from task_types where active and channel = $1 and code <> $2 limit 1';
  if (await tx.maybe(spare, [channel, code])) return;
  const needs = await needsOf(tx, code);
  if (needs.scenarios.length > 0 || needs.recurrences > 0) throw needed({ name, channel }, needs);
}

type Needs = { readonly scenarios: readonly Said[]; readonly recurrences: number };

/** Scenarios whose newest version names the type, or one that is still followed; and recurring tasks that go on. */
async function needsOf(tx: Tx, code: string): Promise<Needs> {
  const scenarios = await tx.rows<Said>(
    `select s.name_pl as pl, s.name_en as en from scenarios s where exists (
       select 1 from scenario_versions v where v.scenario_id = s.id
         and jsonb_path_exists(v.graph, '$.steps.* ? (@.kind == "task" && @.type == $type)', jsonb_build_object('type', $1::text))
         and (s.active and not exists (select 1 from scenario_versions n where n.scenario_id = s.id and n.number > v.number)
           or exists (select 1 from runs r where r.version_id = v.id and r.campaign_id is null and r.state <> 'ended')
           or exists (select 1 from campaign_stages g join campaigns c on c.id = g.campaign_id
             where g.scenario_version_id = v.id and c.state not in ('ended', 'cancelled'))))
     order by s.name_pl collate "pl-x-icu", s.id limit 200`,
    [code],
  );
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from recurrences where ended_at is null and task ->> 'type' = $1`,
    [code],
  );
  return { scenarios, recurrences: count };
}

const contacts: Readonly<Record<'phone' | 'email', Said>> = {
  phone: { pl: 'telefon', en: 'phone' },
  email: { pl: 'e-mail', en: 'e-mail' },
};
const NAMED = 3;

function needed({ name, channel }: { name: Said; channel: 'phone' | 'email' }, needs: Needs): DomainError {
  const { pl, en } = contacts[channel];
  return new DomainError(
    'task_type.needed',
    {
      pl: `„${name.pl}” to ostatni czynny typ z kontaktem „${pl}”, a używają go jeszcze: ${needsIn('pl', needs)}. Najpierw dodaj inny typ z takim kontaktem.`,
      en: `"${name.en}" is the last type in use with the contact "${en}", and it is still used by: ${needsIn('en', needs)}. First add another type with that contact.`,
    },
    'active',
  );
}

function needsIn(language: keyof Said, { scenarios, recurrences }: Needs): string {
  const names = scenarios.slice(0, NAMED).map((name) => (language === 'pl' ? `„${name.pl}”` : `"${name.en}"`));
  const more = scenarios.length > NAMED ? ` (+${scenarios.length - NAMED})` : '';
  const [drawn, again] = language === 'pl' ? ['scenariusze', 'zadania cykliczne'] : ['scenarios', 'recurring tasks'];
  return [
    ...(names.length > 0 ? [`${drawn} ${names.join(', ')}${more}`] : []),
    ...(recurrences > 0 ? [`${again} (${recurrences})`] : []),
  ].join('; ');
}

function defaultOff(name: Said): DomainError {
  return new DomainError(
    'task_type.default_off',
    {
      pl: `Typ „${name.pl}” jest domyślny: dostają go zajęty czas w kalendarzu i zadania z ważnych dat. Najpierw ustaw jako domyślny inny typ, a potem wyłącz ten.`,
      en: `"${name.en}" is the default type: busy time in the calendar and tasks of important dates have it. First make another type the default, then switch this one off.`,
    },
    'active',
  );
}

function defaultContact(name: Said): DomainError {
  return new DomainError(
    'task_type.default_contact',
    {
      pl: `Typ domyślny nie może być kontaktem, bo zajęty czas i ważne daty to nie rozmowy. Przy typie „${name.pl}” wybierz „to nie jest kontakt” albo ustaw jako domyślny inny typ.`,
      en: `The default type cannot be a contact: busy time and important dates are no calls. Choose "not a contact" for "${name.en}", or make another type the default.`,
    },
    'channel',
  );
}
