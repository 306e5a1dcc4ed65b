// What an MCP client gets and what it does not, in the words of the consent page: one list a surface.

export const surfaceWords = {
  connector: {
    will: 'With each turn it reports to',
    does: [
      'kind of turn, model, and where you work (web, desktop, mobile, code)',
      'one sentence on what the turn was about, up to 500 characters; addresses, numbers and keys in it are masked',
      'estimated tokens and the number of tool calls',
      'that it was you: people who may read the ledger there see it beside your name',
    ],
    doesNot: ['your conversations, files or the results of tools', 'anything that is already in the ledger'],
  },
  admin: {
    will: 'It will read, as far as your role may, from',
    does: ['usage, costs, members, keys and activity of the organization', 'records and their proofs'],
    doesNot: ['texts of conversations', 'keys or secrets of vendors', 'any way to change something'],
  },
} as const
