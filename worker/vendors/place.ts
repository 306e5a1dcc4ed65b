// A vendor's name for something as one piece of a path of ours: nothing in it can lead elsewhere.

export const pathSegment = (name: string): string => encodeURIComponent(name).replaceAll('.', '%2E')
