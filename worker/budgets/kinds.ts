// The closed words of budgets, which the API's schemas say too. Nothing else is imported with them.

/** What a budget can be on. A project of OpenAI is a workspace. */
export const SCOPES = ['tenant', 'vendor', 'workspace', 'key', 'model', 'person', 'team'] as const
export type ScopeName = (typeof SCOPES)[number]

/** UTC days, weeks from Monday, months and quarters. */
export const PERIODS = ['day', 'week', 'month', 'quarter'] as const
export type Period = (typeof PERIODS)[number]
