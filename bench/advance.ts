import { addSpan } from '../domain/calendar/add-span.ts';
import { compileCalendars } from '../domain/calendar/compile.ts';
import { advance, begin, type Context } from '../domain/scenario/advance.ts';
import { invitationCall } from '../domain/scenario/shipped/invitation-call.ts';
import type { Input, InputWhat, Move, Run } from '../domain/scenario/shapes.ts';
import type { Figure } from './figure.ts';

const PARTICIPANTS = 100_000;
const ROUNDS = 5;
const GOAL = 500_000;
const HOUR = 3_600_000;

/**
 * Moves of "e-mail, three working days or a reply, call with outcomes" a second of one core: counted in
 * processor time of this thread, so that a busy neighbour does not count. A round takes less than a second, in which a shared
 * processor may be slow: the middle one of five counts.
 */
export async function run(): Promise<Figure[]> {
  followAll(PARTICIPANTS / 5);
  const rounds = Array.from({ length: ROUNDS }, movesPerSecond).sort((a, b) => a - b);
  const perSecond = rounds[Math.floor(ROUNDS / 2)]!;
  return [
    {
      name: 'moves of "invitation and call" on one core',
      figure: perSecond,
      unit: '/s',
      goal: `at least ${GOAL.toLocaleString('en')}`,
      holds: perSecond >= GOAL,
    },
  ];
}

function movesPerSecond(): number {
  const before = process.threadCpuUsage();
  const moves = followAll(PARTICIPANTS);
  const { user, system } = process.threadCpuUsage(before);
  return moves / ((user + system) / 1e6);
}

/** Every participant goes from the start to the end: mail out, mail sent, three days over, call finished. */
function followAll(participants: number): number {
  const calendars = compileCalendars([], 2026, 2028);
  const start = Date.UTC(2026, 10, 23, 8);
  const sent = start + HOUR;
  const called = addSpan(calendars, sent, { unit: 'working days', count: 3 });
  const contextAt = (now: number): Context => ({
    now,
    calendars,
    facts: {},
    priority: 3,
    stageEndsAt: start + 60 * 24 * HOUR,
    zone: 'Europe/Warsaw',
    by: { kind: 'system', id: 'bench' },
  });
  const contexts = [start, sent, called, called + HOUR].map(contextAt);
  let moves = 0;
  for (let i = 0; i < participants; i++) {
    const id = `p${i}`;
    let run: Run = begin({ id, versionId: 'v', chance: 'c', subject: { kind: 'participant', id } });
    const outcome = i % 3 ? 'interested' : 'not-interested';
    const heard: (InputWhat | undefined)[] = [
      undefined,
      { kind: 'settled', key: `${id}:invite:1`, as: 'done' },
      undefined,
      { kind: 'outcome', key: `${id}:call:1`, code: outcome, answers: {} },
    ];
    heard.forEach((what, at) => {
      const { run: next }: Move = advance(invitationCall.graph, run, inputs(contexts[at]!.now, what), contexts[at]!);
      run = next;
      moves++;
    });
    if (run.state !== 'ended') throw new Error(`Run ${id} has not ended: ${JSON.stringify(run)}`);
  }
  return moves;
}

function inputs(recordedAt: number, what: InputWhat | undefined): Input[] {
  return what ? [{ seq: 1, recordedAt, by: { kind: 'user', id: 'anna' }, ...what }] : [];
}
