// What a turn was about, by rules of ours over its one sentence, before it is sealed. Pure; a sentence that no rule knows stays unclassified.

/** The fixed set. In the order of the rules: of two topics with equally many words the earlier one wins. */
export const TOPICS = [
  'coding',
  'data',
  'translation',
  'legal',
  'finance',
  'hr',
  'support',
  'research',
  'design',
  'planning',
  'marketing',
  'writing',
] as const
export type Topic = (typeof TOPICS)[number]

/**
 * Beginnings of words, lower case; a `$` wants the word whole. Several together mean more than one alone, so each counts once.
 * English, and German where its word is another.
 */
const WORDS: Readonly<Record<Topic, string>> = {
  coding:
    'code$ coding codebase program bug$ bugs$ debug refactor function compil typescript javascript python$ java$ rust$ golang sql$ api$ apis$ regex unit$ git$ github commit$ pull deploy docker kubernetes script$ scripts$ endpoint backend frontend stack class$ exception quellcode fehlersuche',
  data: 'data$ dataset spreadsheet excel csv pivot statistic analytics dashboard chart$ charts$ histogram correlation regression etl$ tabelle auswertung',
  translation: 'translat localiz localis übersetz uebersetz multilingual',
  legal:
    'legal contract clause$ clauses$ gdpr complian lawsuit litigation nda$ regulat statute trademark patent terms$ vertrag datenschutz',
  finance:
    'financ invoice budget$ budgets$ revenue expense tax$ taxes$ accounting forecast cashflow payroll profit margin$ margins$ valuation rechnung buchhaltung',
  hr: 'hr$ recruit hiring candidate interview$ interviews$ onboarding resume$ cv$ vacation appraisal employee$ employees$ bewerb personalakte',
  support:
    'support$ customer ticket$ tickets$ complaint troubleshoot helpdesk refund$ refunds$ kundenanfrage beschwerde',
  research:
    'research literature papers$ paper$ study$ studies$ survey$ surveys$ sources$ compare comparison investigat hypothes scientific recherch studie',
  design: 'design$ designs$ mockup wireframe ux$ ui$ logo$ layout$ illustration figma typography prototype entwurf',
  planning:
    'plan$ plans$ planning roadmap schedul agenda$ milestone sprint$ timeline backlog priorit okr itinerary meeting$ meetings$ planung',
  marketing:
    'marketing campaign seo$ advert slogan newsletter brand$ branding audience landing social$ werbung kampagne',
  writing:
    'write$ writes$ writing wrote$ rewrit draft essay article$ articles$ email$ emails$ letter$ letters$ blog proofread edit$ edited$ editing summar paragraph wording grammar schreib zusammenfass',
}

type Rule = { topic: Topic; beginnings: readonly string[]; whole: ReadonlySet<string> }

const RULES: readonly Rule[] = TOPICS.map((topic) => {
  const all = WORDS[topic].split(' ')
  return {
    topic,
    beginnings: all.filter((word) => !word.endsWith('$')),
    whole: new Set(all.filter((word) => word.endsWith('$')).map((word) => word.slice(0, -1))),
  }
})

/** The topic with the most words of its own in `summary`, or null. Linear in the length of the text. */
export function topicOf(summary: string): Topic | null {
  const words = new Set(
    summary
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [],
  )
  let best: Topic | null = null
  let most = 0
  for (const { topic, beginnings, whole } of RULES) {
    let count = 0
    for (const word of words) if (whole.has(word) || beginnings.some((start) => word.startsWith(start))) count++
    if (count > most) [best, most] = [topic, count]
  }
  return best
}
