import type { Dictionary } from '../../components/words.ts';

/** Why a customer belongs to a class. */
export const classReasons = {
  'classes.why': 'Dlaczego ta klasa?',
  'classes.why title': 'Dlaczego te klasy?',
  'classes.since': 'od {when}',
  'classes.not in it': 'nie należy',
  'classes.all of these': 'Muszą być spełnione wszystkie:',
  'classes.any of these': 'Wystarczy jeden z warunków:',
  'classes.holds': 'spełniony:',
  'classes.does not hold': 'niespełniony:',
  'classes.hidden reason': 'Warunek na danych, których nie widzisz.',
} satisfies Dictionary;
