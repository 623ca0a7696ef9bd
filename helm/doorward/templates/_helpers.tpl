{{/* The name every object carries: the release, with the chart's name unless it is already in there. */}}
{{- define "doorward.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select the pods; they never change between versions. */}}
{{- define "doorward.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "doorward.labels" -}}
{{ include "doorward.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* A digest wins over a tag: it names exactly one image. */}}
{{- define "doorward.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* What clients write behind the name when the port is not HTTP's own. */}}
{{- define "doorward.port" -}}
{{- if ne (int .Values.service.port) 80 }}:{{ .Values.service.port }}{{ end -}}
{{- end -}}

{{/* The names under which the cluster itself reaches the service; the server answers no other Host. */}}
{{- define "doorward.hosts" -}}
{{- $name := include "doorward.name" . -}}
{{- $space := .Release.Namespace -}}
{{- $port := include "doorward.port" . -}}
{{- $hosts := list -}}
{{- range $tail := list "" (printf ".%s" $space) (printf ".%s.svc" $space) (printf ".%s.svc.cluster.local" $space) -}}
{{- $hosts = append $hosts (printf "%s%s%s" $name $tail $port) -}}
{{- end -}}
{{- $hosts | toJson -}}
{{- end -}}

{{/* The operator's keys, with the chart's own laid over them. */}}
{{- define "doorward.config" -}}
{{- $http := dict
      "host" "0.0.0.0" "port" 8080 "management-host" "0.0.0.0" "management-port" 9090
      "public-url" (required "publicUrl is missing: write the address clients use, without /mcp" .Values.publicUrl)
      "allowed-hosts" (include "doorward.hosts" . | fromJsonArray)
      "allowed-origins" .Values.allowedOrigins
      "tls" (dict "terminated-in-front" true) -}}
{{- $own := dict
      "data" "/data"
      "http" $http
      "limit" (dict "rate" .Values.rateLimit)
      "log" (dict "level" .Values.logLevel)
      "audit" (dict "target" .Values.audit.target "subject" .Values.audit.subject) -}}
{{- if and (ne .Values.audit.target "stderr") (not .Values.data.existingClaim) -}}
{{- fail "data.existingClaim is missing: audit files on a volume that dies with the pod prove nothing; name a claim, or leave audit.target at stderr" -}}
{{- end -}}
{{- if or .Values.issuer.name (not .Values.issuers) -}}
{{- $issuer := dict
      "name" (required "issuer.name is missing: name the issuer whose tokens are accepted" .Values.issuer.name)
      "jwks" (required "issuer.jwks is missing: give the https address of the issuer's public keys" .Values.issuer.jwks) -}}
{{- with .Values.issuer.audience }}{{ $_ := set $issuer "audience" . }}{{ end -}}
{{- $_ := set $own "issuer" $issuer -}}
{{- end -}}
{{- with .Values.issuers }}{{ $_ := set $own "issuers" . }}{{ end -}}
{{- mustMergeOverwrite (deepCopy .Values.config) $own | toYaml -}}
{{- end -}}
