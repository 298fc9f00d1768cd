import type { Dictionary } from '../../components/words.ts';

/** Procedures that people start and end by themselves: in a case, at a customer. */
export const procedures = {
  'procedure.start now': 'Start',
  'procedure.started': 'The procedure is started',
  'procedure.which': 'Procedure',
  'procedure.choose': 'Choose',
  'procedure.goes on': '{name} (goes on already)',
  'procedure.customer': 'For which customer',
  'procedure.clear': 'Nothing stands in the way.',
  'procedure.none': 'There is no procedure to start here',
  'procedure.none of cases': 'Every published scenario about a case or a customer will be here.',
  'procedure.none of companies': 'Every published scenario about a customer will be here.',
  'procedure.end text': 'Its open tasks and planned messages will be withdrawn.',
  'procedure.reason': 'Reason',
  'procedure.ends': 'The procedure is ending',
} satisfies Dictionary;
