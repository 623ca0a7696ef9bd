# Doorward as one small image: a trimmed Java runtime, our jars, no shell, nobody's root.
# Both doors are the same image:  … serve   (HTTP)   and   … stdio   (docker run -i).
#
# Build:  docker build -t doorward .
# For an image that others run, give both bases by digest:
#   docker build --build-arg BUILD_IMAGE=maven@sha256:… --build-arg RUNTIME_IMAGE=…@sha256:… -t doorward .
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
# The dependencies first: they change less often than the sources, so their layer is reused.
COPY pom.xml .
RUN mvn -B -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/app/lib
COPY src src
RUN mvn -B -q -DskipTests -Dstyle.skip=true package && cp target/doorward.jar /app/
RUN jlink --output /app/java \
      --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.unsupported,jdk.zipfs,jdk.management,jdk.jfr,jdk.crypto.cryptoki,java.security.sasl \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
COPY examples /app/examples
# Owned by root and readable by all: the running user can change nothing but its data folder.
RUN mkdir /data && chmod -R a=rX,u+w /app

FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
WORKDIR /app
ENV HOME=/data
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
# Whatever the JVM has to say goes to stderr: over stdio, stdout belongs to the protocol.
ENTRYPOINT ["/app/java/bin/java", \
  "-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr", \
  "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
  "-cp", "/app/doorward.jar:/app/lib/*", "dev.doorward.Main"]
CMD ["serve"]
