import { createContext, useContext } from 'react';
import type { Feature } from './feature.js';

const Features = createContext<readonly Feature[]>([]);

export const FeaturesProvider = Features.Provider;

export function useFeatures(): readonly Feature[] {
  return useContext(Features);
}
