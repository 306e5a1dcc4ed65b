// Which writing system a character belongs to, as far as choosing a font, breaking a line and ordering it need to know.

export const HANS = ['sc', 'tc', 'jp', 'kr'] as const
export type Han = (typeof HANS)[number]

/** Everything that can put a line into right-to-left order, controls included. Without one of them a text needs no bidi algorithm. */
export const RTL =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Written without spaces and found by dictionary. */
export const BY_DICTIONARY = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A line may break on both sides of these. */
export const IDEOGRAPH =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uff60]/u
/** Never at the start of a line: closing marks, small kana, the prolonged sound mark. */
export const NOT_FIRST =
  /^[\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fb\u30fc\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d!%),.:;?\]}\u2019\u201d\u2026]/u
/** Never at the end of a line. */
export const NOT_LAST = /[\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b([{\u2018\u201c]$/u

export const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\u31c0-\u31ef\u3200-\u33ff\uff00-\uffef]/u
export const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}|[#*0-9]\ufe0f?\u20e3|\p{Extended_Pictographic}\u200d)/u
/** Nothing is drawn for these by themselves. */
export const INVISIBLE = /^\p{Default_Ignorable_Code_Point}+$/u
/** Control characters that a text may hold and no font shows. */
export const CONTROL = /^[\p{Cc}\p{Cs}]$/u

// The same sign is drawn differently in four places. Signs that only one of the two Chinese orthographies uses tell them apart.
const TRADITIONAL = /[這個們來說對時會沒過還後點開關體國學書長門車東見當發經與為應實數區號]/gu
const SIMPLIFIED = /[这个们来说对时会没过还后点开关体国学书长门车东见当发经与为应实数区号]/gu

/** Whose forms of the Han characters a text takes. */
export function hanOf(text: string): Han {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp'
  if (/\p{Script=Hangul}/u.test(text)) return 'kr'
  if (/\p{Script=Bopomofo}/u.test(text)) return 'tc'
  const count = (signs: RegExp): number => text.match(signs)?.length ?? 0
  return count(TRADITIONAL) > count(SIMPLIFIED) ? 'tc' : 'sc'
}
