import { demand, type Viewer } from '../../domain/access.ts';
import type { Condition, Rule } from '../../domain/conditions/shapes.ts';
import { DomainError } from '../../domain/domain-error.ts';
import type { BoardColumn, BoardStage } from '../../domain/lists/shapes.ts';
import type { Tx } from '../database.ts';
import { listCount } from './count.ts';
import type { BoardDefinition, ListDefinition } from './definition.ts';
import { listRows, type RowsAsk } from './rows.ts';

const cardsOfStage = 50;

/**
 * The rows of a view that are under way, as cards by stage: the first fifty of each and how many there are. A stage that is
 * used no more is shown while something stands in it.
 */
export async function listBoard(
  tx: Tx,
  viewer: Viewer,
  { list, ask }: { readonly list: ListDefinition; readonly ask: Pick<RowsAsk, 'view' | 'search' | 'moment'> },
): Promise<BoardColumn[]> {
  demand(viewer, list.right);
  const { board } = list;
  if (!board) throw noBoard();
  const stages = await stagesOf(tx, board);
  const columns: BoardColumn[] = [];
  // One stage after another: a board must not take half of the connections that everybody shares.
  for (const { active, ...stage } of stages) {
    const asked = { ...ask, view: viewOf(stage.code, { ...board, ask }) };
    const { rows, isMore } = await listRows(tx, viewer, { list, ask: { ...asked, limit: cardsOfStage } });
    const { count } = isMore ? await listCount(tx, viewer, { list, ask: asked }) : { count: rows.length };
    if (active || count > 0) columns.push({ ...stage, rows, count });
  }
  return columns;
}

function viewOf(
  stage: string,
  { fact, rules, sort, columns, ask }: BoardDefinition & { readonly ask: Pick<RowsAsk, 'view'> },
): RowsAsk['view'] {
  const inStage: Rule = { field: fact, operator: '=', value: stage };
  const all: Condition[] = [inStage, ...rules, ...(ask.view.condition ? [ask.view.condition] : [])];
  return {
    ...ask.view,
    columns: columns.map((field) => ({ field })),
    sort,
    condition: { combinator: 'and', rules: all },
  };
}

async function stagesOf(
  tx: Tx,
  { stages }: BoardDefinition,
): Promise<readonly (BoardStage & { readonly active: boolean })[]> {
  return tx.rows(
    `select s.code, s.name_pl, s.name_en, s.color, s.active, (to_jsonb(s) ->> 'probability')::int as probability
     from ${stages} s order by s.position, s.code`,
  );
}

function noBoard(): DomainError {
  return new DomainError('list.no_board', {
    pl: 'Ta lista nie ma tablicy: jej wpisy nie przechodzą przez etapy.',
    en: 'This list has no board: its records go through no stages.',
  });
}
