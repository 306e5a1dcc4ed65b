// Members of the invented company, when they joined, and which of them work with Claude Code.
import { dayNumber, microTime, startOf } from '../days.ts'
import { chanceOf, hashOf, idFor } from '../random.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly joined: number
  readonly addedAt: string
  /** Day after which the person has left and is on no list any more, though old records still name them. */
  readonly left: number | null
  /** How Claude Code is paid for, or null for those who do not use it. */
  readonly code: 'api' | 'subscription' | null
  readonly address: string
}

const names =
  `Maren Holdt|Tobias Achterberg|Ifeoma Nwosu|Ruth Calloway|Ines Carvalho|Daniyar Seitkali|Aoife Brannigan|Kenji Morioka
Leila Farahani|Oskar Lindqvist|Priya Venkataraman|Mateus Oliveira|Hana Novakova|Samuel Adjei|Yuki Tanabe|Freya Thorsen
Arjun Malhotra|Camille Rousselin|Zofia Wieczorek|Bilal Rahmani|Greta Osterloh|Thabo Mokoena|Linh Pham|Rafael Quintero
Noor Haddad|Elias Kivela|Chiara Bellandi|Dmitri Volkanov|Amara Diallo|Jonas Reuter|Mei Lin Chow|Patrick Gilhooly
Soledad Ibarra|Anders Brekke|Fatima Zerrouki|Kwame Boateng|Tereza Dvorska|Haruto Shimizu|Nadia Petrescu|Luca Ferrante
Esther Mwangi|Viktor Szabados|Ximena Robledo|Omar Sidiqi|Birgit Halvorsen|Ravi Subramanian|Clara Dubreuil|Tomasz Grabowski
Leilani Kahale|Moritz Engelhardt|Sunniva Aasen|Diego Montalvo|Ayesha Qureshi|Pieter van Hoorn|Signe Mortensen|Emeka Okonjo
Wanda Pietrowska|Ciaran Duffy|Mirela Stanciu|Julien Marchetti|Petra Kovalenko|Harvey Ashdown`
    .split(/[|\n]/)
    .map((name) => name.trim())

const firstDay = dayNumber('2024-11-21')
const lastJoin = dayNumber('2026-11-12')
const leavers: Readonly<Record<string, number>> = {
  'Petra Kovalenko': dayNumber('2026-10-30'),
  'Harvey Ashdown': dayNumber('2026-06-12'),
}

function roleOf(index: number): string {
  if (index === 0) return 'primary_owner'
  if (index < 3) return 'admin'
  if (index === 3) return 'billing'
  if (index >= 60) return 'developer'
  return index % 2 === 1 || index % 3 === 2 ? (index % 9 === 5 ? 'claude_code_user' : 'developer') : 'user'
}

/** Joins are dense late, as in a company that takes AI up: the square root spreads them over two years. */
function joinDay(index: number): number {
  if (index >= 60) return firstDay + 200
  return Math.round(firstDay + (lastJoin - firstDay) * Math.sqrt(Math.max(0, index - 4) / 55) * 0.999)
}

/** All 62 people who were ever members, founders first; two of them have left. */
export function peopleOf(seed: number, domain: string): Person[] {
  let coders = 0
  return names.map((name, index) => {
    const role = roleOf(index)
    const joined = joinDay(index)
    const isCoder = role === 'developer' || role === 'claude_code_user'
    // Every third coder works on a subscription seat, which the usage report does not show.
    const code = !isCoder ? null : coders++ % 3 === 2 ? 'subscription' : 'api'
    const at = startOf(joined) + Math.floor((8 + 9 * chanceOf(seed, `join ${name}`)) * 3_600_000)
    return {
      id: idFor('user_', seed, name),
      name,
      email: `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`,
      role,
      joined,
      addedAt: microTime(at, hashOf(seed, name)),
      left: leavers[name] ?? null,
      code,
      address: `192.0.2.${10 + index}`,
    }
  })
}

/** Whether the person is a member on a day. */
export function isMember(person: Person, day: number): boolean {
  return person.joined <= day && (person.left === null || day <= person.left)
}
