import type { Language } from '../domain/domain-error.ts';
import { attribute, document } from './html.ts';

export type LoginProblem = 'wrong' | 'too many';
type LoginPage = {
  readonly language: Language;
  readonly style: string;
  readonly icon: string;
  /** Where to go afterwards. */
  readonly to: string;
  readonly problem?: LoginProblem;
  readonly email?: string;
};

const words = {
  pl: {
    title: 'Zaloguj się',
    lead: 'Kampanie, zadania i klienci w jednym nurcie.',
    email: 'E-mail',
    password: 'Hasło',
    enter: 'Zaloguj się',
    wrong: 'E-mail albo hasło się nie zgadza. Sprawdź jedno i drugie.',
    'too many': 'Zbyt wiele prób. Odczekaj kwadrans i spróbuj ponownie.',
    forgotten: 'Nie pamiętasz hasła? Administrator nada Ci nowe.',
    other: 'English',
  },
  en: {
    title: 'Log in',
    lead: 'Campaigns, tasks and customers in one current.',
    email: 'E-mail',
    password: 'Password',
    enter: 'Log in',
    wrong: 'The e-mail or the password is not right. Check both.',
    'too many': 'Too many attempts. Wait a quarter of an hour and try again.',
    forgotten: 'Forgotten your password? An administrator will set a new one.',
    other: 'Polski',
  },
} as const;

/** The door: one plain form, no script. */
export function loginPage({ language, style, icon, to, problem, email = '' }: LoginPage): string {
  const say = words[language];
  const other = language === 'pl' ? 'en' : 'pl';
  const query = (lang: Language) =>
    attribute(`/admin/login?${new URLSearchParams({ lang, ...(to === '/admin' ? {} : { to }) })}`);
  return document({
    language,
    preferences: {},
    title: `${say.title} · Nurt`,
    head: [`<link rel="stylesheet" href="${style}">`, `<link rel="icon" href="${icon}">`],
    body: `<main class="door">
<form class="card" method="post" action="${query(language)}">
<div class="brand"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" aria-hidden="true"><path d="M3 8c3-3 6-3 9 0s6 3 9 0M3 15c3-3 6-3 9 0s6 3 9 0"/></svg>Nurt</div>
<div><h1>${say.title}</h1><p class="second">${say.lead}</p></div>
${problem ? `<div class="notice red" role="alert">${say[problem]}</div>` : ''}
<div class="field"><label for="email">${say.email}</label><input class="input" id="email" name="email" type="email" autocomplete="username" required maxlength="200" value="${attribute(email)}"${email ? '' : ' autofocus'}></div>
<div class="field"><label for="password">${say.password}</label><input class="input" id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${email ? ' autofocus' : ''}></div>
<button class="btn main big" type="submit">${say.enter}</button>
<p class="small muted">${say.forgotten}</p>
</form>
<a class="small second" lang="${other}" hreflang="${other}" href="${query(other)}">${say.other}</a>
</main>`,
  });
}
