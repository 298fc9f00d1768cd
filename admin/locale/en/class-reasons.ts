import type { Dictionary } from '../../components/words.ts';

/** Why a customer belongs to a class. */
export const classReasons = {
  'classes.why': 'Why this class?',
  'classes.why title': 'Why these classes?',
  'classes.since': 'since {when}',
  'classes.not in it': 'not in it',
  'classes.all of these': 'All of these must hold:',
  'classes.any of these': 'One of these is enough:',
  'classes.holds': 'holds:',
  'classes.does not hold': 'does not hold:',
  'classes.hidden reason': 'A condition on data that you may not see.',
} satisfies Dictionary;
