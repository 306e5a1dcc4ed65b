// Where the operator's page and its forms are. The pass of a browser is sent below the first of them and nowhere else.
export const PATHS = {
  page: '/api/operator',
  signIn: '/api/operator/sign-in',
  signOut: '/api/operator/sign-out',
  act: '/api/operator/act',
  health: '/api/operator/health',
} as const
