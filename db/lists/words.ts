/** Choices whose values are words of the program. */
import { sayReason } from '../../domain/reasons.ts';
import type { Said } from '../../domain/domain-error.ts';
import type { Choice } from '../../domain/lists/shapes.ts';
import { choice } from './fields.ts';

/** Why something did not go out or ended: codes that Nurt writes become words. */
export function whyInWords(reason: unknown): Said {
  return sayReason(String(reason));
}

export const companyKinds: readonly Choice[] = [
  choice('firm', ['firma', 'firm']),
  choice('sole trader', ['jednoosobowa działalność', 'sole trader']),
  choice('person', ['osoba prywatna', 'private person']),
  choice('institution', ['instytucja', 'institution']),
  choice('branch', ['oddział', 'branch']),
];

export const consentChoices: readonly Choice[] = [
  { ...choice('given', ['zgoda', 'given']), tone: 'green' },
  { ...choice('refused', ['odmowa', 'refused']), tone: 'red' },
  { ...choice('withdrawn', ['wycofana', 'withdrawn']), tone: 'red' },
];

export const taskStates: readonly Choice[] = [
  { ...choice('open', ['otwarte', 'open']), tone: 'orange' },
  { ...choice('done', ['zakończone', 'done']), tone: 'green' },
  choice('withdrawn', ['wycofane', 'withdrawn']),
  choice('cancelled', ['anulowane', 'cancelled']),
];

export const priorities: readonly Choice[] = [
  { ...choice('high', ['wysoki', 'high']), tone: 'red' },
  choice('normal', ['zwykły', 'normal']),
  choice('low', ['niski', 'low']),
];

export const languages: readonly Choice[] = [
  choice('pl', ['polski', 'Polish']),
  choice('en', ['angielski', 'English']),
];

/** Whether somebody who works here may log in. */
export const userStates: readonly Choice[] = [
  { ...choice('active', ['czynny', 'active']), tone: 'green' },
  choice('off', ['wyłączony', 'switched off']),
];

/** Whether a token lets a program in. */
export const tokenStates: readonly Choice[] = [
  { ...choice('works', ['działa', 'works']), tone: 'green' },
  choice('ended', ['wygasł', 'ended']),
  choice('revoked', ['odwołany', 'revoked']),
];

/** How a letter addresses somebody. */
export const genders: readonly Choice[] = [choice('f', ['Pani', 'Ms']), choice('m', ['Pan', 'Mr'])];

export const caseStates: readonly Choice[] = [
  { ...choice('open', ['w toku', 'open']), tone: 'accent' },
  choice('closed', ['zamknięta', 'closed']),
];

export const caseOutcomes: readonly Choice[] = [
  { ...choice('success', ['powodzenie', 'success']), tone: 'green' },
  { ...choice('failure', ['niepowodzenie', 'failure']), tone: 'red' },
  choice('neutral', ['bez rozstrzygnięcia', 'neutral']),
];

export const opportunityStates: readonly Choice[] = [
  { ...choice('open', ['otwarta', 'open']), tone: 'accent' },
  { ...choice('won', ['wygrana', 'won']), tone: 'green' },
  { ...choice('lost', ['przegrana', 'lost']), tone: 'red' },
];

export const transactionKinds: readonly Choice[] = [
  choice('invoice', ['faktura', 'invoice']),
  choice('payment', ['płatność', 'payment']),
  choice('order', ['zamówienie', 'order']),
  choice('reservation', ['rezerwacja', 'reservation']),
  choice('demand', ['upomnienie', 'demand']),
];

export const transactionStates: readonly Choice[] = [
  { ...choice('open', ['w toku', 'open']), tone: 'accent' },
  choice('done', ['zamknięte', 'closed']),
  choice('cancelled', ['anulowane', 'cancelled']),
];

export const directions: readonly Choice[] = [
  { ...choice('in', ['przychodząca', 'incoming']), tone: 'accent' },
  choice('out', ['wychodząca', 'outgoing']),
];

export const channels: readonly Choice[] = [
  choice('email', ['e-mail', 'e-mail']),
  choice('phone', ['telefon', 'phone']),
  choice('letter', ['list', 'letter']),
];

export const participantStates: readonly Choice[] = [
  choice('waiting', ['czeka', 'waiting']),
  { ...choice('active', ['w toku', 'active']), tone: 'accent' },
  { ...choice('done', ['zakończył', 'done']), tone: 'green' },
  choice('left out', ['pominięty', 'left out']),
  choice('removed', ['usunięty', 'removed']),
];

/** As a participant stands: from its row, and from its run while there is one. */
export const shownParticipantStates: readonly Choice[] = [
  choice('waiting', ['czeka', 'waiting']),
  { ...choice('running', ['w drodze', 'on the way']), tone: 'green' },
  { ...choice('stuck', ['utknął', 'stuck']), tone: 'red' },
  choice('done', ['zakończył', 'finished']),
  { ...choice('left out', ['pominięty', 'left out']), tone: 'orange' },
  choice('removed', ['usunięty', 'removed']),
];

export const runStates: readonly Choice[] = [
  { ...choice('running', ['trwa', 'running']), tone: 'green' },
  { ...choice('stuck', ['utknął', 'stuck']), tone: 'red' },
  choice('ended', ['zakończony', 'ended']),
];

export const participantResults: readonly Choice[] = [
  { ...choice('success', ['powodzenie', 'success']), tone: 'green' },
  { ...choice('failure', ['niepowodzenie', 'failure']), tone: 'red' },
  choice('neutral', ['bez rozstrzygnięcia', 'neutral']),
];

/** States of what goes out, as its ledger has them. */
export const sendingStates: readonly Choice[] = [
  { ...choice('planned', ['czeka na wysłanie', 'waits to be sent']), tone: 'accent' },
  { ...choice('doing', ['wysyłana', 'being sent']), tone: 'accent' },
  { ...choice('done', ['wysłana', 'sent']), tone: 'green' },
  { ...choice('failed', ['nieudana', 'failed']), tone: 'red' },
  { ...choice('unknown', ['wątpliwa', 'doubtful']), tone: 'orange' },
  choice('refused', ['wstrzymana', 'held back']),
  choice('withdrawn', ['wycofana', 'withdrawn']),
];

export const campaignKinds: readonly Choice[] = [
  choice('marketing', ['marketingowa', 'marketing']),
  choice('service', ['serwisowa', 'service']),
  choice('collection', ['windykacyjna', 'collection']),
  choice('project', ['projektowa', 'project']),
  choice('visits', ['wizyty', 'visits']),
];

export const campaignStates: readonly Choice[] = [
  choice('draft', ['szkic', 'draft']),
  { ...choice('submitted', ['czeka na zatwierdzenie', 'waits for approval']), tone: 'orange' },
  { ...choice('approved', ['zatwierdzona', 'approved']), tone: 'accent' },
  { ...choice('starting', ['rusza', 'starting']), tone: 'green' },
  { ...choice('running', ['trwa', 'running']), tone: 'green' },
  { ...choice('ending', ['kończy się', 'ending']), tone: 'accent' },
  choice('ended', ['zakończona', 'ended']),
  { ...choice('cancelled', ['anulowana', 'cancelled']), tone: 'red' },
];

export const goalMeasures: readonly Choice[] = [
  choice('success', ['udane przebiegi', 'successful runs']),
  choice('reply', ['odpowiedzi', 'replies']),
  choice('call', ['rozmowy', 'calls']),
];

/** What a run of a scenario is about. */
export const scenarioSubjects: readonly Choice[] = [
  choice('participant', ['uczestnik kampanii', 'participant of a campaign']),
  choice('company', ['klient', 'customer']),
  choice('person', ['osoba', 'person']),
  choice('case', ['sprawa', 'case']),
  choice('invoice', ['faktura', 'invoice']),
  choice('visit', ['wizyta', 'visit']),
];

/** How often work comes again. */
export const rhythms: readonly Choice[] = [
  choice('DAILY', ['dzienny', 'daily']),
  choice('WEEKLY', ['tygodniowy', 'weekly']),
  choice('MONTHLY', ['miesięczny', 'monthly']),
  choice('YEARLY', ['roczny', 'yearly']),
];

export const holidayRules: readonly Choice[] = [
  choice('keep', ['zostaw', 'keep it']),
  choice('skip', ['pomiń', 'leave it out']),
  choice('earlier', ['dzień roboczy wcześniej', 'working day before']),
  choice('later', ['dzień roboczy później', 'working day after']),
];

export const absenceRules: readonly Choice[] = [
  choice('keep', ['zostaw', 'keep it']),
  choice('skip', ['pomiń', 'leave it out']),
  choice('substitute', ['zastępca', 'substitute']),
];

export const sheetKinds: readonly Choice[] = [choice('xlsx', ['Excel', 'Excel']), choice('csv', ['CSV', 'CSV'])];

export const importStates: readonly Choice[] = [
  { ...choice('uploaded', ['czeka na kolumny', 'waits for its columns']), tone: 'orange' },
  { ...choice('analysing', ['sprawdzany', 'being checked']), tone: 'accent' },
  { ...choice('ready', ['sprawdzony, nie zapisany', 'checked, not written']), tone: 'orange' },
  { ...choice('importing', ['zapisywany', 'being written']), tone: 'accent' },
  { ...choice('done', ['zapisany', 'written']), tone: 'green' },
  { ...choice('failed', ['nie dał się przeczytać', 'could not be read']), tone: 'red' },
  { ...choice('undoing', ['cofany', 'being undone']), tone: 'accent' },
  choice('undone', ['cofnięty', 'undone']),
];

/** What an import does with customers who are there and have other values. */
export const changedRules: readonly Choice[] = [
  choice('overwrite', ['weź wartości z pliku', 'take the values of the file']),
  choice('fill', ['uzupełnij tylko puste pola', 'fill in empty fields only']),
  choice('skip', ['zostaw bez zmian', 'leave as they are']),
];

export const fileNouns: readonly Choice[] = [
  choice('company', ['klient', 'customer']),
  choice('person', ['osoba', 'person']),
  choice('case', ['sprawa', 'case']),
  choice('task', ['zadanie', 'task']),
  choice('message', ['wiadomość', 'message']),
  choice('campaign', ['kampania', 'campaign']),
  choice('stage', ['etap kampanii', 'stage of a campaign']),
  choice('opportunity', ['szansa', 'opportunity']),
  choice('transaction', ['dokument', 'document']),
];
