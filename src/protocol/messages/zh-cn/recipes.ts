import { recipesMessages } from '../recipes.ts';
import { translation } from '../translation.ts';

export const recipes = translation(recipesMessages, {});
