/// The tool service layer: the contracts a family implements ([Tool], [ResourceProvider],
/// [PromptProvider], [CompletionProvider], [SkillProvider]), the immutable [Catalog] of all they
/// offer, argument schemas, and what running work may ask of its client. It knows neither wire nor
/// door.
@NullMarked
package dev.doorward.service;

import org.jspecify.annotations.NullMarked;
