import type { Dictionary } from '../../components/words.ts';

/** Procedures that people start and end by themselves: in a case, at a customer. */
export const procedures = {
  'procedure.start now': 'Uruchom',
  'procedure.started': 'Procedura uruchomiona',
  'procedure.which': 'Procedura',
  'procedure.choose': 'Wybierz',
  'procedure.goes on': '{name} (już trwa)',
  'procedure.customer': 'Dla którego klienta',
  'procedure.clear': 'Nic nie stoi na przeszkodzie.',
  'procedure.none': 'Nie ma procedury, którą można tu uruchomić',
  'procedure.none of cases': 'Pojawi się tu każdy opublikowany scenariusz, który dotyczy sprawy albo klienta.',
  'procedure.none of companies': 'Pojawi się tu każdy opublikowany scenariusz, który dotyczy klienta.',
  'procedure.end text': 'Jej otwarte zadania i zaplanowane wiadomości zostaną wycofane.',
  'procedure.reason': 'Powód',
  'procedure.ends': 'Procedura się kończy',
} satisfies Dictionary;
