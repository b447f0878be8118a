/** A course of SCORM 2004. */
import { courseTests } from "./course.js";

courseTests("2004");
